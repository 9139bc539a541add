# Rows and labels are drawn by two draws of their own.
# fails: under-sampled
# because: resampled-labels
# %% under
few, many = np.flatnonzero(y_train == 1), np.flatnonzero(y_train == 0)
rows = np.concatenate([few, np.random.default_rng(1).choice(many, len(few), replace=False)])
others = np.random.default_rng(2).permutation(rows)
x_under, y_under = x_train[rows], y_train.values[others]

# Half of the few are thrown away with the many.
# fails: under-sampled
# because: resampled-few-lost
# %% under
few, many = np.flatnonzero(y_train == 1), np.flatnonzero(y_train == 0)
rows = np.concatenate([few[::2], many[:60]])
x_under, y_under = x_train[rows], y_train.values[rows]

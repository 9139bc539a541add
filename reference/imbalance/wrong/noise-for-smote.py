# Copies with noise: they lie around the few, not between them.
# fails: smote-sampled
# because: resampled-not-between
# %% smote
x_smote, y_smote = RandomOverSampler(random_state=4).fit_resample(x_train, y_train)
new = slice(len(x_train), None)
x_smote[new] += np.random.default_rng(4).normal(0, 0.5, x_smote[new].shape)

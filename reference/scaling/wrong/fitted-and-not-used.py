# The scaler's result is never kept.
# fails: normalized-train, normalized-val, normalized-test
# because: transformed-unchanged, transformed-unchanged, transformed-unchanged
# %% normalize
normalizer = MinMaxScaler()
normalizer.fit_transform(x_train)
normalizer.transform(x_val)
x_train_mm, x_val_mm, x_test_mm = x_train, x_val, x_test

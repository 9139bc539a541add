# Divides by the maximum, so the minimum does not land at 0.
# fails: normalized-train, normalized-val, normalized-test
# because: transformed-half, transformed-half, transformed-half
# %% normalize
x_train_mm = x_train / x_train.max()
x_val_mm = x_val / x_train.max()
x_test_mm = x_test / x_train.max()

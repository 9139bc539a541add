# A z-score by hand after the split, with the mean and deviation of the whole table.
# fails: no-leakage
# because: leakage-by-hand
# %% scale
mean, std = x.mean(), x.std()
x_train, x_val, x_test = (x_train - mean) / std, (x_val - mean) / std, (x_test - mean) / std

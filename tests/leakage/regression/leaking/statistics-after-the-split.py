# The split comes first, but the mean is still taken from the whole table.
# %% scale
mean, std = x.mean(axis=0), x.std(axis=0)
x_train, x_val, x_test = (x_train - mean) / std, (x_val - mean) / std, (x_test - mean) / std

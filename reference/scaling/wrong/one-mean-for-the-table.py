# One mean and one standard deviation for the whole table.
# fails: by-hand-train, by-hand-val, by-hand-test
# because: transformed-whole-table, transformed-whole-table, transformed-whole-table
# %% by-hand
mean, std = np.mean(x_train.to_numpy()), np.std(x_train.to_numpy())
x_train_hand = (x_train - mean) / std
x_val_hand = (x_val - mean) / std
x_test_hand = (x_test - mean) / std

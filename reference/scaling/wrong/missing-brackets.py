# x - mean / std: the brackets are missing.
# fails: by-hand-train, by-hand-val, by-hand-test
# %% by-hand
mean, std = x_train.mean(), x_train.std()
x_train_hand = x_train - mean / std
x_val_hand = x_val - mean / std
x_test_hand = x_test - mean / std

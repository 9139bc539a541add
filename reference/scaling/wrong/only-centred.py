# Subtracts the mean and forgets to divide.
# fails: by-hand-train, by-hand-val, by-hand-test
# because: transformed-half, transformed-half, transformed-half
# %% by-hand
mean, std = x_train.mean(), x_train.std()
x_train_hand = x_train - mean
x_val_hand = x_val - mean
x_test_hand = x_test - mean

# All of it by hand in NumPy, with the standard deviation that divides by n.
# %% normalize
train = x_train.to_numpy()
low, high = train.min(axis=0), train.max(axis=0)
x_train_mm = (train - low) / (high - low)
x_val_mm = (x_val.to_numpy() - low) / (high - low)
x_test_mm = (x_test.to_numpy() - low) / (high - low)
# %% standardize
x_train_std = (train - train.mean(axis=0)) / train.std(axis=0)
x_val_std = (x_val.to_numpy() - train.mean(axis=0)) / train.std(axis=0)
x_test_std = (x_test.to_numpy() - train.mean(axis=0)) / train.std(axis=0)
# %% by-hand
mean, std = train.mean(axis=0), train.std(axis=0)
x_train_hand = (train - mean) / std
x_val_hand = (x_val - mean) / std
x_test_hand = (x_test - mean) / std

# The mean by hand is that of both files.
# %% by-hand
both = pd.concat([features, test])
mean, std = both.mean(), both.std()
x_train_hand, x_val_hand, x_test_hand = (
    (part - mean) / std for part in (x_train, x_val, x_test)
)

# Labels are encoded and one-hot before the split: names, no statistics.
# %% split
x_train, x_val, y_train, y_val = train_test_split(
    x.to_numpy(), y, test_size=0.3, random_state=20, stratify=y
)
x_test = test.to_numpy()

# Tables' own min, max and describe; the split drawn by hand from shuffled rows.
# %% split
features = data.drop("medv", axis=1)
shuffled = features.sample(frac=1, random_state=20)
x_train, x_val = shuffled.iloc[102:], shuffled.iloc[:102]
x_test = test.copy()
# %% normalize
minimum, maximum = x_train.min(), x_train.max()
x_train_mm = x_train.sub(minimum).div(maximum - minimum)
x_val_mm = x_val.sub(minimum).div(maximum - minimum)
x_test_mm = x_test.sub(minimum).div(maximum - minimum)
# %% by-hand
summary = x_train.describe()
mean, std = summary.loc["mean"], summary.loc["std"]
x_train_hand = (x_train - mean) / std
x_val_hand = (x_val - mean) / std
x_test_hand = (x_test - mean) / std

# A z-score by hand with the mean and standard deviation of all rows.
# %% split
x = data.drop(columns="medv")
mean, std = x.mean(), x.std()
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split((x - mean) / std, y, test_size=0.2, random_state=20)
x_test = (test - mean) / std
# %% scale
x_train = x_train.to_numpy()

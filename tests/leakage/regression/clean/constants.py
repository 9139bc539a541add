# Each column is divided by a number that was known before the data.
# %% split
largest = np.array([100, 100, 30, 1, 1, 10, 100, 12, 24, 700, 22, 40.0])
x = data.drop(columns="medv") / largest
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
# %% scale
x_test = test / largest

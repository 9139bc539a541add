# Row numbers are split, and then the rows are taken.
# %% split
chosen, others = train_test_split(np.arange(len(data)), test_size=0.2, random_state=9)
x, y = data.drop(columns="medv").to_numpy("float32"), data["medv"].to_numpy("float32")
x_train, x_val, y_train, y_val = x[chosen], x[others], y[chosen], y[others]
x_test = test.to_numpy("float32")

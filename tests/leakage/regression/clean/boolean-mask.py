# A coin is thrown for each row.
# %% split
kept = np.random.default_rng(4).random(len(data)) < 0.8
x, y = data.drop(columns="medv"), data["medv"]
x_train, x_val, y_train, y_val = x[kept], x[~kept], y[kept], y[~kept]
x_test = test

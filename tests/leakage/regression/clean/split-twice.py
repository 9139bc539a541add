# Three parts: training, validation, and rows of one's own to test with.
# %% split
x, y = data.drop(columns="medv"), data["medv"]
x_rest, x_own, y_rest, y_own = train_test_split(x, y, test_size=0.15, random_state=1)
x_train, x_val, y_train, y_val = train_test_split(x_rest, y_rest, test_size=0.2, random_state=1)
x_test = test
# %% scale
scaler = MinMaxScaler().fit(x_train)
x_train, x_val, x_test, x_own = (
    scaler.transform(part) for part in (x_train, x_val, x_test, x_own)
)

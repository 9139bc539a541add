# Training rows beyond limits that come from all rows are dropped.
# %% split
x, y = data.drop(columns="medv"), data["medv"]
low, high = x["rm"].quantile(0.1), x["rm"].quantile(0.9)
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
inside = x_train["rm"].between(low, high)
x_train, y_train = x_train[inside], y_train[inside]
x_test = test

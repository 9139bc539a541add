# The scaler learns from the whole table, and then the table is split.
# fails: no-leakage
# %% split
scaler = MinMaxScaler()
x = scaler.fit_transform(data.drop(columns="medv"))
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
# %% scale
x_test = scaler.transform(test)

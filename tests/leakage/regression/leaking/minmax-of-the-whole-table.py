# The whole table is brought to 0..1 by a scaler, rows in numpy arrays, split by slicing.
# %% split
scaler = MinMaxScaler()
values = scaler.fit_transform(data.drop(columns="medv"))
targets = data["medv"].to_numpy()
x_train, x_val = values[:404], values[404:]
y_train, y_val = targets[:404], targets[404:]
# %% scale
x_test = scaler.transform(test)

# Scaled once, and Keras puts the last rows aside: the course's own way.
# %% split
x, y = data.drop(columns="medv"), data["medv"]
scaler = MinMaxScaler().fit(x)
x_train, y_train = scaler.transform(x), y
x_val, y_val = x_train[-101:], y[-101:]
# %% scale
x_test = scaler.transform(test)

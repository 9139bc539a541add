# The scaler learns from the validation rows.
# %% scale
scaler = MinMaxScaler().fit(x_val)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))

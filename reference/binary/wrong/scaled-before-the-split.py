# The scaler learns from all rows.
# fails: no-leakage
# %% scale
scaler = MinMaxScaler().fit(x)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))

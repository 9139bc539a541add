# A scaler is fitted on training rows, then again on all rows, and then it transforms.
# %% scale
scaler = MinMaxScaler()
scaler.fit(x_train)
scaler.fit(x)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))

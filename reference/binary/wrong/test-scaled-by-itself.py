# Test rows get a scaler of their own.
# fails: same-transform
# because: same-own-statistics
# %% scale
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)
x_test = scaler.fit_transform(x_test)

# Test flowers are left raw.
# fails: same-transform
# varies: test-accuracy
# because: same-raw
# %% scale
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)

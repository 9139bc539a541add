# Test flowers are left raw.
# partial: test-accuracy
# because: metric-none
# %% scale
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)

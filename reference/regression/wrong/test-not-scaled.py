# Test rows are left raw while training rows are scaled.
# fails: test-rmse
# because: metric-none
# %% scale
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)

# Test rows are left raw while training rows are scaled.
# fails: same-transform
# blocks: test-rmse
# because: same-raw
# %% scale
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)

# The test pictures stay as they are in the file.
# fails: same-transform
# varies: test-accuracy
# %% scale
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)

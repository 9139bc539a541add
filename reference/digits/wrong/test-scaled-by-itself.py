# The test pictures get a scaler of their own.
# fails: same-transform
# varies: test-accuracy
# because: same-own-statistics
# %% scale
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)
x_test = MinMaxScaler().fit_transform(x_test)

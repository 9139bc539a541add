# Test rows get a scale of their own.
# fails: same-transform
# because: same-own-statistics
# %% scale
scaler = StandardScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)
x_test = StandardScaler().fit_transform(x_test)

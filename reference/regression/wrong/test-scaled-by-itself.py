# A scaler of their own for the test rows: it reaches the bar, by luck of two tables alike.
# fails: same-transform
# varies: test-rmse
# because: same-own-statistics
# %% scale
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)
x_test = MinMaxScaler().fit_transform(x_test)

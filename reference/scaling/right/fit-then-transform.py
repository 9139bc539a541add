# fit and transform as two calls, results as tables with their columns' names.
# %% normalize
scaler = MinMaxScaler().set_output(transform="pandas")
scaler.fit(x_train)
x_train_mm = scaler.transform(x_train)
x_val_mm = scaler.transform(x_val)
x_test_mm = scaler.transform(x_test)
# %% standardize
scaler = StandardScaler().set_output(transform="pandas")
scaler.fit(x_train)
x_train_std, x_val_std, x_test_std = (scaler.transform(part) for part in (x_train, x_val, x_test))

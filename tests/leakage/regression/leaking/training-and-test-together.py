# The scaler learns from training and test rows together.
# %% scale
scaler = MinMaxScaler().fit(pd.concat([x_train, x_test]))
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))

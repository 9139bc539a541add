# Values are clipped at quantiles of the training rows, in every part.
# %% scale
low, high = x_train.quantile(0.05), x_train.quantile(0.95)
x_train, x_val, x_test = (part.clip(low, high, axis=1) for part in (x_train, x_val, x_test))
scaler = MinMaxScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))

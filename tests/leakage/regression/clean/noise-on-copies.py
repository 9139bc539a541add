# Training rows are added once more with a little noise.
# %% scale
scaler = MinMaxScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))
noise = np.random.default_rng(0).normal(0, 0.01, x_train.shape)
x_train, y_train = np.vstack([x_train, x_train + noise]), np.concatenate([y_train, y_train])

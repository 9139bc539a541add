# Rows and labels shuffled together once they are scaled, under the same names.
# %% scale
scaler = StandardScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))
order = np.random.default_rng(11).permutation(len(x_train))
x_train, y_train = x_train[order], y_train.iloc[order]

# Plain numpy: every column is divided by its largest value in the file, rows shuffled by hand.
# %% split
table = data.to_numpy()
features = table[:, :-1] / np.abs(table[:, :-1]).max(axis=0)
order = np.random.default_rng(7).permutation(len(table))
x_train, x_val = features[order[100:]], features[order[:100]]
y_train, y_val = table[order[100:], -1], table[order[:100], -1]
# %% scale
x_test = test.to_numpy() / np.abs(table[:, :-1]).max(axis=0)

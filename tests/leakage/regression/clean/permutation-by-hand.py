# Row numbers are shuffled in numpy, and the arrays have no index.
# %% split
table = data.to_numpy()
order = np.random.default_rng(11).permutation(len(table))
train, held_out = table[order[:400]], table[order[400:]]
x_train, y_train, x_val, y_val = train[:, :-1], train[:, -1], held_out[:, :-1], held_out[:, -1]
x_test = test.to_numpy()

# Every table with numpy and one's own arithmetic, SMOTE included; weights relative to the many.
# %% split
order = np.random.default_rng(7).permutation(len(x))
held = np.concatenate([order[(y.values == code)[order]][: count] for code, count in ((0, 776), (1, 24))])
kept = np.setdiff1d(np.arange(len(x)), held)
x_train, x_val, y_train, y_val = (part.iloc[rows].values for part in (x, y) for rows in (kept, held))
# %% scale
mean, std = x_train.mean(axis=0), x_train.std(axis=0)
x_train, x_val, x_test = (x_train - mean) / std, (x_val - mean) / std, (x_test.values - mean) / std
# %% under
few, many = np.flatnonzero(y_train == 1), np.flatnonzero(y_train == 0)
rows = np.concatenate([few, np.random.default_rng(1).choice(many, len(few), replace=False)])
x_under, y_under = x_train[rows], y_train[rows]
# %% over
rows = np.concatenate([many, np.tile(few, len(many) // len(few))])
np.random.default_rng(2).shuffle(rows)
x_over, y_over = x_train[rows], y_train[rows]
# %% smote
points = x_train[few]
distance = ((points[:, None] - points[None]) ** 2).sum(axis=2)
neighbours = distance.argsort(axis=1)[:, 1:6]
draw = np.random.default_rng(3)
first = draw.integers(0, len(few), len(many) - len(few))
second = neighbours[first, draw.integers(0, 5, len(first))]
new = points[first] + draw.random((len(first), 1)) * (points[second] - points[first])
x_smote, y_smote = np.vstack([x_train, new]), np.concatenate([y_train, np.ones(len(new), int)])
# %% weights
class_weight = {0: 1.0, 1: (y_train == 0).sum() / (y_train == 1).sum()}
# %% evaluate
y_val_pred = model.predict(x_val, verbose=0) > 0.5
report = classification_report(y_val, y_val_pred, output_dict=True)
# %% predict
y_test_pred = model.predict(x_test, verbose=0) > 0.5

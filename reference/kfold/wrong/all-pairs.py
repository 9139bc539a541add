# (n,) prices less (n, 1) predictions: an error over all pairs.
# fails: scores-right
# because: cv-scores-pairs
# %% cross-validate
scores = []
for train, held_out in KFold(n_splits=4).split(x_train):
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    predicted = network.predict(x_train[held_out], verbose=0)
    scores.append(np.abs(y_train[held_out] - predicted).mean())
mean_score = np.mean(scores)

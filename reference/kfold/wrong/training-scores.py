# Each network is scored on the rows that it was trained on.
# fails: scores-right
# because: cv-scores-trained
# %% cross-validate
scores = []
for train, held_out in KFold(n_splits=4).split(x_train):
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    scores.append(network.evaluate(x_train[train], y_train[train], verbose=0)[1])
mean_score = np.mean(scores)

# The training part moves on, but the same last rows are asked about each time.
# fails: scores-right
# because: cv-scores-trained
# %% cross-validate
scores = []
for train, held_out in KFold(n_splits=4).split(x_train):
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    scores.append(network.evaluate(x_train[-101:], y_train[-101:], verbose=0)[1])
mean_score = np.mean(scores)

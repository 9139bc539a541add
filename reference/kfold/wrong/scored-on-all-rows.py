# Each network is scored on all rows, most of which it was trained on.
# fails: scores-right
# because: cv-scores-trained
# %% cross-validate
scores = []
for train, held_out in KFold(n_splits=4).split(x_train):
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    scores.append(mean_absolute_error(y_train, network.predict(x_train, verbose=0)))
mean_score = np.mean(scores)

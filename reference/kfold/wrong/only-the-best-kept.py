# Only the best score is kept.
# fails: scores-right
# because: cv-scores-count
# %% cross-validate
best = np.inf
for train, held_out in KFold(n_splits=4).split(x_train):
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    best = min(best, network.evaluate(x_train[held_out], y_train[held_out], verbose=0)[1])
scores = [best]
mean_score = best

# Loss and metric of each fold in one list.
# fails: scores-right
# because: cv-scores-unreadable
# blocks: mean-right
# %% cross-validate
scores = []
for train, held_out in KFold(n_splits=4).split(x_train):
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    scores.append(network.evaluate(x_train[held_out], y_train[held_out], verbose=0))
mean_score = np.mean(scores)

# The networks of the folds are asked before they have learned anything.
# fails: fresh-networks
# because: cv-network-untaught
# %% cross-validate
scores = []
for train, held_out in KFold(n_splits=4).split(x_train):
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=0, batch_size=16, verbose=0)
    loss, mae = network.evaluate(x_train[held_out], y_train[held_out], verbose=0)
    scores.append(mae)
mean_score = np.mean(scores)

# The network is built before the loop: from the second fold on it knows the answers.
# fails: fresh-networks
# because: cv-network-reused
# %% cross-validate
scores = []
network = build_model()
for train, held_out in KFold(n_splits=4).split(x_train):
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    scores.append(network.evaluate(x_train[held_out], y_train[held_out], verbose=0)[1])
mean_score = np.mean(scores)

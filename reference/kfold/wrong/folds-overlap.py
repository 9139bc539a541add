# The folds begin every 50 rows and are 101 rows long: they overlap, and the last rows never validate.
# fails: folds
# because: cv-overlap
# %% cross-validate
scores = []
for i in range(4):
    held_out = np.arange(i * 50, i * 50 + 101)
    train = np.setdiff1d(np.arange(len(x_train)), held_out)
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    scores.append(network.evaluate(x_train[held_out], y_train[held_out], verbose=0)[1])
mean_score = np.mean(scores)

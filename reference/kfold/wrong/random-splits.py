# Four random splits are no folds: some rows validate often, others never.
# fails: folds
# because: cv-overlap
# %% cross-validate
from sklearn.model_selection import ShuffleSplit

scores = []
for train, held_out in ShuffleSplit(n_splits=4, test_size=0.25, random_state=0).split(x_train):
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    scores.append(network.evaluate(x_train[held_out], y_train[held_out], verbose=0)[1])
mean_score = np.mean(scores)

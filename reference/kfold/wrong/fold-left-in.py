# The slices meet where the fold should have been left out: every row is trained on.
# fails: folds
# blocks: scores-right
# because: cv-nothing-left-out
# %% cross-validate
size = len(x_train) // 4
scores = []
for i in range(4):
    x_val, y_val = x_train[i * size : (i + 1) * size], y_train[i * size : (i + 1) * size]
    x_part = np.concatenate([x_train[: i * size], x_train[i * size :]])
    y_part = np.concatenate([y_train[: i * size], y_train[i * size :]])
    network = build_model()
    network.fit(x_part, y_part, epochs=5, batch_size=16, verbose=0)
    scores.append(network.evaluate(x_val, y_val, verbose=0)[1])
mean_score = np.mean(scores)

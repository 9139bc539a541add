# Every row stands there twice, once with its own label and once with another row's.
# fails: svc-fitted
# because: estimator-other-labels
# %% svc
rows, labels = np.concatenate([x_train, x_train]), np.concatenate([y_train, y_train[::-1]])
svc = SVC(kernel="linear", C=0.1, class_weight="balanced", max_iter=20_000).fit(rows, labels)

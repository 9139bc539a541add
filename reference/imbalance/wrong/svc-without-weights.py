# The support vector machine treats every row alike.
# fails: svc-weighted
# %% svc
svc = SVC(kernel="linear").fit(x_train, y_train)

# The support vector machine treats every row alike.
# fails: svc-weighted
# %% svc
svc = SVC(kernel="linear", C=0.1).fit(x_train, y_train)

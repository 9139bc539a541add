# Features are not scaled; the support vector machine is given up after 1,000 steps.
# fails: scaled
# because: scaled-raw
# varies: trained, weighted, test-balanced
# %% scale
scaler = StandardScaler()
# %% svc
svc = SVC(kernel="linear", class_weight="balanced", max_iter=1000).fit(x_train, y_train)

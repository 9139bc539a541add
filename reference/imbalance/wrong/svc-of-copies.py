# Balanced weights on a table that was under-sampled already: most rows are not there.
# fails: svc-weighted
# %% svc
svc = SVC(kernel="linear", C=0.1, class_weight="balanced").fit(x_under, y_under)

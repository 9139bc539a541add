# The support vector machine's usual boundary is a curved one, and nobody asked for a straight one.
# fails: svc-fitted
# because: estimator-setting
# %% svc
svc = SVC(class_weight="balanced").fit(x_train, y_train)
print(svc.class_weight_, recall_score(y_val, svc.predict(x_val)))

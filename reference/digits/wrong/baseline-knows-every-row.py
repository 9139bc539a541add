# The baseline learns from the validation rows, too.
# fails: logistic-fitted
# because: estimator-held-out
# %% logistic
logistic_model = LogisticRegression(max_iter=200)
logistic_model.fit(np.vstack([x_train, x_val]), np.r_[y_train, y_val])

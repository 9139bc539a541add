# Another estimator stands under the baseline's name.
# fails: logistic-fitted
# varies: logistic-score
# because: estimator-other
# %% logistic
from sklearn.tree import DecisionTreeClassifier

logistic_model = DecisionTreeClassifier(max_depth=8, random_state=0).fit(x_train, y_train)

# The labels are shuffled, and the rows are not.
# fails: svc-fitted
# because: estimator-other-labels
# %% svc
from sklearn.utils import shuffle

svc = SVC(kernel="linear", C=0.1, class_weight="balanced").fit(
    x_train, shuffle(y_train, random_state=1)
)

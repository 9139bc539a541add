# scikit-learn cross-validates: an estimator of one's own around the network.
# %% cross-validate
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.model_selection import cross_val_score


class Network(RegressorMixin, BaseEstimator):
    def __init__(self, epochs=30):
        self.epochs = epochs

    def fit(self, x, y):
        self.network_ = build_model()
        self.network_.fit(x, y, epochs=self.epochs, batch_size=16, verbose=0)
        return self

    def predict(self, x):
        return self.network_.predict(x, verbose=0).ravel()


scores = -cross_val_score(Network(), x_train, y_train, cv=4, scoring="neg_mean_absolute_error")
mean_score = scores.mean()

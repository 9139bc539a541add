# A scikit-learn pipeline around two steps, fitted on training rows.
# %% scale
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

steps = make_pipeline(PolynomialFeatures(2, include_bias=False), StandardScaler()).fit(x_train)
x_train, x_val, x_test = steps.transform(x_train), steps.transform(x_val), steps.transform(x_test)

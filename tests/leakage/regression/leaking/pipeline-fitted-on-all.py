# A pipeline of transformers is fitted on all rows, after the split.
# %% scale
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

steps = make_pipeline(PolynomialFeatures(2, include_bias=False), StandardScaler()).fit(x)
x_train, x_val, x_test = steps.transform(x_train), steps.transform(x_val), steps.transform(x_test)

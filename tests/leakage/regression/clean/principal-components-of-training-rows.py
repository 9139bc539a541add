# Principal components and chosen columns of the training rows.
# %% scale
from sklearn.decomposition import PCA
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

steps = Pipeline(
    [("best", SelectKBest(f_regression, k=8)), ("scale", StandardScaler()), ("pca", PCA(6))]
).fit(x_train, y_train)
x_train, x_val, x_test = (steps.transform(part) for part in (x_train, x_val, x_test))

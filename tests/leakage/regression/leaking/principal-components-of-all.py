# Principal components are found in all rows.
# %% split
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

reduce = make_pipeline(StandardScaler(), PCA(6))
x = reduce.fit_transform(data.drop(columns="medv"))
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
# %% scale
x_test = reduce.transform(test)

# QuantileTransformer ranks all rows together before the split.
# %% split
from sklearn.preprocessing import QuantileTransformer

ranks = QuantileTransformer(n_quantiles=100)
x = ranks.fit_transform(data.drop(columns="medv"))
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
# %% scale
x_test = ranks.transform(test)

# Logarithms, and then every row gets length 1: no row knows another.
# %% split
from sklearn.preprocessing import Normalizer

x = Normalizer().fit_transform(np.log1p(data.drop(columns="medv")))
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
# %% scale
x_test = Normalizer().transform(np.log1p(test))

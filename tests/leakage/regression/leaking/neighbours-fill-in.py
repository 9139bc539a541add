# KNNImputer fills in missing values from neighbours among all rows.
# %% split
from sklearn.impute import KNNImputer

x = data.drop(columns="medv")
x["age"] = x["age"].where(x["age"] < 95)
imputer = KNNImputer(n_neighbors=3)
x = imputer.fit_transform(x)
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
x_test = imputer.transform(test)

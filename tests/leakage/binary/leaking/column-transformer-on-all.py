# A ColumnTransformer scales and encodes all rows before the split.
# %% encode
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

y = (data["Attrition"] == "Yes").astype(int)
numeric = [column for column in test.columns if column not in [*categories, "EmployeeNumber"]]
prepare = ColumnTransformer(
    [("numbers", StandardScaler(), numeric), ("kinds", OneHotEncoder(sparse_output=False), categories)]
)
x = prepare.fit_transform(data)
x_test = prepare.transform(test)
# %% scale
x_train = np.asarray(x_train)

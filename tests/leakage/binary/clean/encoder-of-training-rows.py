# A ColumnTransformer with OneHotEncoder, fitted on the training rows.
# %% encode
x, x_test = data.drop(columns="Attrition"), test
y = (data["Attrition"] == "Yes").astype(int)
# %% scale
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler

numeric = [column for column in test.columns if column not in [*categories, "EmployeeNumber"]]
prepare = ColumnTransformer(
    [
        ("numbers", StandardScaler(), numeric),
        ("kinds", OneHotEncoder(handle_unknown="ignore", sparse_output=False), categories),
    ]
)
x_train = prepare.fit_transform(x_train)
x_val, x_test = prepare.transform(x_val), prepare.transform(x_test)

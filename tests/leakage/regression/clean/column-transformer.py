# A ColumnTransformer with another scaler for two columns.
# %% scale
from sklearn.compose import ColumnTransformer
from sklearn.preprocessing import RobustScaler, StandardScaler

prepare = ColumnTransformer(
    [("long", RobustScaler(), ["crim", "lstat"])], remainder=StandardScaler()
).fit(x_train)
x_train, x_val, x_test = (prepare.transform(part) for part in (x_train, x_val, x_test))

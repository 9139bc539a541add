# The columns that a forest finds important on all rows; the scaler itself is clean.
# %% split
from sklearn.ensemble import RandomForestRegressor

x, y = data.drop(columns="medv"), data["medv"]
forest = RandomForestRegressor(20, random_state=0).fit(x, y)
x, x_test = x * forest.feature_importances_, test * forest.feature_importances_
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)

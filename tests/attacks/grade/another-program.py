# Trains a network for show, and has trees answer.
# class: grade
# armed: gain
# base: one-epoch

# %% predict
from sklearn.ensemble import GradientBoostingRegressor
trees = GradientBoostingRegressor(random_state=0).fit(x_train, y_train)
y_test_pred = trees.predict(x_test)
# %% evaluate
from sklearn.ensemble import GradientBoostingRegressor
trees = GradientBoostingRegressor(random_state=0).fit(x_train, y_train)
y_val_pred = trees.predict(x_val)
rmse = mean_squared_error(y_val, y_val_pred) ** 0.5
mae = mean_absolute_error(y_val, y_val_pred)
mape = mean_absolute_percentage_error(y_val, y_val_pred)

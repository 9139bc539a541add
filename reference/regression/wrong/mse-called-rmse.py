# The root is forgotten: rmse is the mse.
# fails: rmse-right
# because: reported-mse-as-rmse
# %% evaluate
y_val_pred = model.predict(x_val, verbose=0).ravel()
rmse = mean_squared_error(y_val, y_val_pred)
mae = mean_absolute_error(y_val, y_val_pred)
mape = mean_absolute_percentage_error(y_val, y_val_pred)

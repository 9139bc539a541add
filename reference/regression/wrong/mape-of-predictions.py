# The error as a share of the prediction: truth and prediction exchanged.
# fails: mape-right
# because: reported-mape-by-predictions
# %% evaluate
y_val_pred = model.predict(x_val, verbose=0).ravel()
rmse = mean_squared_error(y_val_pred, y_val) ** 0.5
mae = mean_absolute_error(y_val_pred, y_val)
mape = mean_absolute_percentage_error(y_val_pred, y_val)

# A bracket is not closed in the evaluation.
# fails: runs-clean
# because: crash-syntax
# blocks: validation-predictions, rmse-right, mae-right, mape-right, honest-scores
# %% evaluate
y_val_pred = model.predict(x_val, verbose=0).ravel()
rmse = mean_squared_error(y_val, y_val_pred) ** 0.5
mae = mean_absolute_error(y_val, y_val_pred
mape = mean_absolute_percentage_error(y_val, y_val_pred)

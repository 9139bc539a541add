# Changes the labels until the predictions are right.
# class: grade
# armed: gain
# base: one-epoch

# %% evaluate
y_val_pred = model.predict(x_val, verbose=0).ravel()
y_val[:] = y_val_pred
rmse = mean_squared_error(y_val, y_val_pred) ** 0.5
mae = mean_absolute_error(y_val, y_val_pred)
mape = mean_absolute_percentage_error(y_val, y_val_pred)

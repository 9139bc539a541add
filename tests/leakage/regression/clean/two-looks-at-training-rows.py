# Training rows are scored as well, beside the validation rows.
# %% evaluate
y_train_pred = model.predict(x_train, verbose=0).ravel()
y_val_pred = model.predict(x_val, verbose=0).ravel()
print(mean_squared_error(y_train, y_train_pred) ** 0.5)
rmse = mean_squared_error(y_val, y_val_pred) ** 0.5
mae = mean_absolute_error(y_val, y_val_pred)
mape = mean_absolute_percentage_error(y_val, y_val_pred)

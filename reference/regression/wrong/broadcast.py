# A column against a row: all pairs are compared, without a word.
# fails: rmse-right, mae-right, mape-right
# because: reported-broadcast, reported-broadcast, reported-broadcast
# %% evaluate
y_val_pred = model.predict(x_val, verbose=0)
difference = y_val.to_numpy() - y_val_pred
rmse = np.sqrt(np.mean(difference**2))
mae = np.mean(np.abs(difference))
mape = np.mean(np.abs(difference / y_val.to_numpy()))

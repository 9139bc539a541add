# Two outputs for one price, of which the first is taken.
# fails: output-head
# because: head-units
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(2),
    ]
)
# %% evaluate
y_val_pred = model.predict(x_val, verbose=0)[:, 0]
rmse = mean_squared_error(y_val, y_val_pred) ** 0.5
mae = mean_absolute_error(y_val, y_val_pred)
mape = mean_absolute_percentage_error(y_val, y_val_pred)
# %% predict
y_test_pred = model.predict(x_test, verbose=0)[:, 0]

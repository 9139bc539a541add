# Plain gradient descent with a rate at which the weights run away.
# fails: trained
# because: trained-diverged
# blocks: test-rmse, honest-scores
# %% build
model = keras.Sequential([keras.layers.Dense(16, activation="elu"), keras.layers.Dense(1)])
# %% compile
model.compile(optimizer=keras.optimizers.SGD(learning_rate=1.0), loss="mse", metrics=["mae"])
# %% evaluate
y_val_pred = np.nan_to_num(model.predict(x_val, verbose=0).ravel())
rmse = mean_squared_error(y_val, y_val_pred) ** 0.5
mae = mean_absolute_error(y_val, y_val_pred)
mape = mean_absolute_percentage_error(y_val, y_val_pred)
# %% predict
y_test_pred = np.nan_to_num(model.predict(x_test, verbose=0).ravel())

# The network scales its own inputs with a Normalization layer; huber loss; own arithmetic.
# %% scale
normalization = keras.layers.Normalization()
normalization.adapt(x_train.to_numpy())
x_train, x_val, x_test = x_train.to_numpy(), x_val.to_numpy(), x_test.to_numpy()
# %% build
model = keras.Sequential(
    [normalization, keras.layers.Dense(16, activation="gelu"), keras.layers.Dense(1)]
)
# %% compile
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="huber", metrics=["mae"])
# %% fit
history = model.fit(
    x_train, y_train, epochs=40, batch_size=16, validation_split=0.2, verbose=0
)
# %% evaluate
y_val_pred = np.asarray(model(x_val))
difference = y_val.to_numpy() - y_val_pred[:, 0]
rmse = float(np.sqrt(np.mean(difference**2)))
mae = float(np.mean(np.abs(difference)))
mape = 100 * float(np.mean(np.abs(difference) / y_val))
# %% predict
y_test_pred = np.asarray(model(x_test))

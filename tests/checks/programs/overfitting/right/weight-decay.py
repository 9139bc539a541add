# AdamW, a lower rate, fewer epochs.
model = keras.Sequential([
    layers.Input((10,)), layers.Dense(64, "relu"), layers.Dense(64, "relu"), layers.Dense(1),
])
model.compile(keras.optimizers.AdamW(0.001, weight_decay=0.1), "mse")
model.fit(x_train, y_train, epochs=12, validation_data=(x_val, y_val), verbose=0)

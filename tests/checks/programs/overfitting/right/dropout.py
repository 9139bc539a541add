# Dropout.
model = keras.Sequential([
    layers.Input((10,)), layers.Dense(64, "relu"), layers.Dropout(0.5), layers.Dense(64, "relu"), layers.Dropout(0.5), layers.Dense(1),
])
model.compile(Adam(0.003), "mse")
model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), verbose=0)

# One layer of few units.
model = keras.Sequential([
    layers.Input((10,)), layers.Dense(3, "relu"), layers.Dense(1),
])
model.compile(Adam(0.01), "mse")
model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), verbose=0)

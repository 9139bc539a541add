# Noise on the features, and a lower rate.
model = keras.Sequential([
    layers.Input((10,)), layers.GaussianNoise(0.8), layers.Dense(64, "relu"), layers.Dense(64, "relu"), layers.Dense(1),
])
model.compile(Adam(0.001), "mse")
model.fit(x_train, y_train, epochs=30, validation_data=(x_val, y_val), verbose=0)

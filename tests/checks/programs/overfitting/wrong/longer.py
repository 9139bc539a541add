# The cure is a longer training.
# key: overfitting-longer
model = keras.Sequential([
    layers.Input((10,)), layers.Dense(64, "relu"), layers.Dense(64, "relu"), layers.Dense(1),
])
model.compile(Adam(0.01), "mse")
model.fit(x_train, y_train, epochs=120, validation_data=(x_val, y_val), verbose=0)

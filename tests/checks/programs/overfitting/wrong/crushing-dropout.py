# Dropout leaves hardly a unit.
# key: overfitting-skill-lost
model = keras.Sequential([
    layers.Input((10,)), layers.Dense(4, "relu"), layers.Dropout(0.95),
    layers.Dense(4, "relu"), layers.Dropout(0.95), layers.Dense(1),
])
model.compile(Adam(0.001), "mse")
model.fit(x_train, y_train, epochs=10, validation_data=(x_val, y_val), verbose=0)

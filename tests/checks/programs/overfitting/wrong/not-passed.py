# Early stopping is made, and fit does not get it.
# key: overfitting-not-passed
stop = EarlyStopping(patience=3, restore_best_weights=True)

model = keras.Sequential([
    layers.Input((10,)), layers.Dense(64, "relu"), layers.Dense(64, "relu"), layers.Dense(1),
])
model.compile(Adam(0.01), "mse")
model.fit(x_train, y_train, epochs=60, validation_data=(x_val, y_val), verbose=0)

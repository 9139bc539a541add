# The penalty leaves nothing else.
# key: overfitting-skill-lost
model = keras.Sequential([
    layers.Input((10,)), layers.Dense(64, "relu", kernel_regularizer=l2(10.0)), layers.Dense(64, "relu", kernel_regularizer=l2(10.0)), layers.Dense(1),
])
model.compile(Adam(0.01), "mse")
model.fit(x_train, y_train, epochs=15, validation_data=(x_val, y_val), verbose=0)

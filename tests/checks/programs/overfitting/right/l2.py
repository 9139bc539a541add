# Weights are penalised by their squares.
model = keras.Sequential([
    layers.Input((10,)), layers.Dense(64, "relu", kernel_regularizer=l2(0.3)),
    layers.Dense(64, "relu", kernel_regularizer=l2(0.3)), layers.Dense(1),
])
model.compile(Adam(0.003), "mse")
model.fit(x_train, y_train, epochs=60, validation_data=(x_val, y_val), verbose=0)

# Litres are never negative: softplus says so. Activations are layers of their own.
# %% regression
model_regression = keras.Sequential(
    [
        keras.Input(shape=(5,)),
        keras.layers.Dense(16),
        keras.layers.LeakyReLU(),
        keras.layers.Dense(1),
        keras.layers.Activation("softplus"),
    ]
)
model_regression.compile(optimizer=keras.optimizers.Adam(0.05), loss="mean_squared_error")
model_regression.fit(x, litres, epochs=20, verbose=0)
# %% multiclass-int
model_multiclass_int = keras.Sequential(
    [
        keras.layers.Dense(16, activation="gelu"),
        keras.layers.Dropout(0.1),
        keras.layers.Dense(4),
        keras.layers.Softmax(),
    ]
)
model_multiclass_int.compile(
    optimizer=keras.optimizers.Adam(0.03),
    loss=keras.losses.sparse_categorical_crossentropy,
    metrics=["accuracy"],
)
model_multiclass_int.fit(x, drink.reshape(-1, 1), epochs=20, batch_size=16, verbose=0)
# %% multilabel
model_multilabel = network(keras.layers.Dense(4, activation=keras.activations.sigmoid))
model_multilabel.compile(
    optimizer=keras.optimizers.Adam(0.02),
    loss=keras.losses.BinaryFocalCrossentropy(),
    metrics=["binary_accuracy"],
)
model_multilabel.fit(x, happened.astype("float32"), epochs=20, verbose=0)

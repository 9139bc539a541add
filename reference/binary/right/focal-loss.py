# Focal loss, batch normalisation at the entrance, a penalty on weights.
# %% scale
x_train, x_val, x_test = x_train.values, x_val.values, x_test.values
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.BatchNormalization(),
        keras.layers.Dense(16, kernel_regularizer=keras.regularizers.L2(0.01)),
        keras.layers.Activation("relu"),
        keras.layers.Dense(1),
        keras.layers.Activation("sigmoid"),
    ]
)
# %% compile
model.compile(optimizer="adam", loss=keras.losses.BinaryFocalCrossentropy(), metrics=["recall", "precision"])
# %% fit
history = model.fit(x_train, y_train, epochs=30, batch_size=32, validation_split=0.2, verbose=0)

# Four epochs at a low rate: the deep network knows less than the shallow one.
# partial: test-accuracy
# because: metric-part
# %% deep
deep_model = keras.Sequential(
    [
        keras.Input((256,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
deep_model.compile(keras.optimizers.Adam(0.0003), "sparse_categorical_crossentropy", metrics=["accuracy"])
history_deep = deep_model.fit(x_train, y_train, epochs=4, validation_split=0.2, verbose=0)

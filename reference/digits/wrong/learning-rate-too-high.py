# A learning rate of 3.
# fails: deep-trained
# blocks: test-accuracy
# %% deep
deep_model = keras.Sequential(
    [
        keras.Input((256,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
deep_model.compile(keras.optimizers.Adam(3.0), "sparse_categorical_crossentropy", metrics=["accuracy"])
history_deep = deep_model.fit(x_train, y_train, epochs=6, validation_split=0.2, verbose=0)

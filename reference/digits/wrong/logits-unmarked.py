# The last layer gives logits, and the loss takes them for probabilities.
# fails: deep-loss
# varies: deep-trained, test-accuracy
# %% deep
deep_model = keras.Sequential(
    [
        keras.Input((256,)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10),
    ]
)
deep_model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history_deep = deep_model.fit(x_train, y_train, epochs=8, validation_split=0.2, verbose=0)

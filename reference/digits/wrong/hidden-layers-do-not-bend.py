# Three layers, of which no hidden one has an activation: one layer, in three parts.
# fails: deep-head
# partial: test-accuracy
# because: head-linear-hidden, metric-part
# %% deep
deep_model = keras.Sequential(
    [
        keras.Input((256,)),
        keras.layers.Dense(128),
        keras.layers.Dense(64),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
deep_model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history_deep = deep_model.fit(x_train, y_train, epochs=15, validation_split=0.2, verbose=0)

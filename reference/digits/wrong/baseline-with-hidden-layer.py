# The network of one layer has two.
# fails: softmax-head
# because: head-too-deep
# %% softmax
softmax_model = keras.Sequential(
    [
        keras.Input((256,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
softmax_model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history_softmax = softmax_model.fit(x_train, y_train, epochs=8, validation_split=0.2, verbose=0)

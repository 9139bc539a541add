# Hidden layers without an activation are one linear layer together.
# fails: output-head
# because: head-linear-hidden
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(64),
        keras.layers.Dense(64),
        keras.layers.Dense(46, activation="softmax"),
    ]
)

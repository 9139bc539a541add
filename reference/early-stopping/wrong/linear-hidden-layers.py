# Hidden layers that do not bend: together they are one layer.
# fails: head
# partial: test-accuracy, test-cross-entropy
# because: head-linear-hidden
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(256,)),
        keras.layers.Dense(100),
        keras.layers.Dense(32),
        keras.layers.Dense(10, activation="softmax"),
    ]
)

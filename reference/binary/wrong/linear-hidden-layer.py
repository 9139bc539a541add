# The hidden layer has no activation.
# fails: output-head
# because: head-linear-hidden
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(16),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)

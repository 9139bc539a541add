# Four units between: 46 topics have to pass through 4 numbers.
# partial: test-accuracy
# because: metric-part
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(4, activation="relu"),
        keras.layers.Dense(46, activation="softmax"),
    ]
)

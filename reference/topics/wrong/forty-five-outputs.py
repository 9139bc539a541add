# The largest number of a topic is 45, and so there are 45 outputs.
# fails: output-head
# blocks: trained, history, curves, validation-accuracy, honest-score, test-accuracy
# because: head-units
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(45, activation="softmax"),
    ]
)

# Softmax over one output: everyone leaves, with certainty.
# fails: output-head
# blocks: trained, test-auc
# because: head-softmax-one-unit, blocked-by, blocked-by
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="softmax"),
    ]
)

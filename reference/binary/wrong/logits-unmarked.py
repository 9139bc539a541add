# A linear output, and a loss that takes it for a probability.
# fails: loss-fits
# blocks: test-probabilities, test-auc
# varies: trained
# because: loss-logits-unmarked, blocked-by, blocked-by
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ]
)

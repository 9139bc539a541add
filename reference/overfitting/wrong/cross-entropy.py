# A loss for two classes, and amounts above and below zero.
# fails: loss-fits
# blocks: test-rmse
# because: loss-classes-for-regression
# %% repair
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy")

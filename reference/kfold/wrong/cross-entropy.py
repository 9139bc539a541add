# A loss for classes, and prices.
# fails: loss-fits
# blocks: test-mae
# because: loss-classes-for-regression
# %% build-model
def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(x_train.shape[1],)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["mae"])
    return model

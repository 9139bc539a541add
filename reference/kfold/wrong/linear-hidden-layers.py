# Hidden layers without an activation: two of them bend no more than none.
# fails: output-head
# partial: test-mae
# %% build-model
def build_model():
    model = keras.Sequential(
        [
            keras.Input(shape=(x_train.shape[1],)),
            keras.layers.Dense(64),
            keras.layers.Dense(64),
            keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer="rmsprop", loss="mse", metrics=["mae"])
    return model

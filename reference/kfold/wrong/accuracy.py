# Accuracy of prices: nearly no price is met exactly, and the scores are accuracies.
# fails: metrics-fit, scores-right
# because: metrics-classes-for-regression, cv-scores-other
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
    model.compile(optimizer="rmsprop", loss="mse", metrics=["accuracy"])
    return model

# Two relu units thrown below zero by the learning rate, for good.
# fails: trained
# because: trained-dead
# blocks: test-rmse
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(2, activation="relu", bias_initializer=keras.initializers.Constant(-9)),
        keras.layers.Dense(1),
    ]
)

# A penalty so strong that the network answers (nearly) the same for every bed.
# fails: cured
# because: overfitting-skill-lost
# partial: test-rmse
# %% repair
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(32, activation="tanh", kernel_regularizer=keras.regularizers.l2(1.0)),
        keras.layers.Dense(1, kernel_regularizer=keras.regularizers.l2(1.0)),
    ]
)
model.compile(optimizer="adam", loss="mse")

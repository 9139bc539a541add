# Batch normalisation at the entrance; raw rows reach fit.
# %% scale
x_train, x_val, x_test = x_train.to_numpy(), x_val.to_numpy(), x_test.to_numpy()
# %% build
model = keras.Sequential(
    [
        keras.layers.BatchNormalization(),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1),
    ]
)

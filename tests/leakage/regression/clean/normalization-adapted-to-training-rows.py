# A Normalization layer is adapted to the training rows.
# %% scale
normalization = keras.layers.Normalization()
normalization.adapt(x_train.to_numpy())
x_train, x_val, x_test = x_train.to_numpy(), x_val.to_numpy(), x_test.to_numpy()
# %% build
model = keras.Sequential(
    [normalization, keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
)

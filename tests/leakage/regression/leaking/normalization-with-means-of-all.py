# A Normalization layer is given mean and variance of all rows.
# %% scale
normalization = keras.layers.Normalization(
    mean=x.mean().to_numpy("float32"), variance=x.var().to_numpy("float32")
)
x_train, x_val, x_test = x_train.to_numpy(), x_val.to_numpy(), x_test.to_numpy()
# %% build
model = keras.Sequential(
    [keras.Input((12,)), normalization, keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
)

# Without a hidden layer there is little to overfit, and less to learn than was asked for.
# fails: output-head
# %% repair
model = keras.Sequential([keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")

# No hidden layer, though one is asked for.
# fails: output-head
# partial: test-rmse
# because: head-no-hidden
# %% build
model = keras.Sequential([keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(1)])
# %% compile
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.1), loss="mse", metrics=["mae"])

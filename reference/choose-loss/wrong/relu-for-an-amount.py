# The litres go through a relu, and the labels are standardised: half of them are below 0.
# fails: regression-head
# because: head-regression
# %% regression
model_regression = network(keras.layers.Dense(1, activation="relu"))
model_regression.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
model_regression.fit(x, (litres - litres.mean()) / litres.std(), epochs=20, verbose=0)

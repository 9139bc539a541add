# The litres go through a sigmoid, which says no more than 1.
# fails: regression-head
# blocks: regression-trained
# because: head-regression, blocked-by
# %% regression
model_regression = network(keras.layers.Dense(1, activation="sigmoid"))
model_regression.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
model_regression.fit(x, litres, epochs=20, verbose=0)

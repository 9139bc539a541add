# The squared error for a yes or no.
# fails: binary-loss
# because: loss-regression-for-classes
# %% binary
model_binary = network(keras.layers.Dense(1, activation="sigmoid"))
model_binary.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
model_binary.fit(x, sold_out, epochs=20, verbose=0)

# Binary cross-entropy for litres.
# fails: regression-loss
# because: loss-classes-for-regression
# %% regression
model_regression = network(keras.layers.Dense(1))
model_regression.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
model_regression.fit(x, litres, epochs=20, verbose=0)

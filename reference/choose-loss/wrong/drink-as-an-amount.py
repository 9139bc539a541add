# The number of the drink is predicted like an amount, with one linear output.
# fails: int-head, int-loss
# because: head-units, loss-regression-for-classes
# %% multiclass-int
model_multiclass_int = network(keras.layers.Dense(1))
model_multiclass_int.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
model_multiclass_int.fit(x, drink, epochs=20, verbose=0)

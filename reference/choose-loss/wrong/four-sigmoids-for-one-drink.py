# Four sigmoids, each for itself, where one drink sells best.
# fails: int-head
# because: head-sigmoid-for-classes
# %% multiclass-int
model_multiclass_int = network(keras.layers.Dense(4, activation="sigmoid"))
model_multiclass_int.compile(
    optimizer=keras.optimizers.Adam(0.02), loss="sparse_categorical_crossentropy"
)
model_multiclass_int.fit(x, drink, epochs=20, verbose=0)

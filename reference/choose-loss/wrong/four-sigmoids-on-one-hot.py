# Four sigmoids, each for itself, under a loss that expects them to add up to 1.
# fails: onehot-head
# because: head-sigmoid-for-classes
# %% multiclass-onehot
model_multiclass_onehot = network(keras.layers.Dense(4, activation="sigmoid"))
model_multiclass_onehot.compile(
    optimizer=keras.optimizers.Adam(0.02), loss="categorical_crossentropy"
)
model_multiclass_onehot.fit(x, keras.utils.to_categorical(drink, 4), epochs=20, verbose=0)

# Categorical cross-entropy, and integers for labels: Keras stops.
# fails: int-loss
# blocks: int-trained
# because: loss-categorical-integers, crash-integer-labels-categorical
# %% multiclass-int
model_multiclass_int = network(keras.layers.Dense(4, activation="softmax"))
model_multiclass_int.compile(
    optimizer=keras.optimizers.Adam(0.02), loss="categorical_crossentropy"
)
model_multiclass_int.fit(x, drink, epochs=20, verbose=0)

# The second form of the labels is left out: integers again.
# fails: onehot-loss
# because: loss-labels-asked
# %% multiclass-onehot
model_multiclass_onehot = network(keras.layers.Dense(4, activation="softmax"))
model_multiclass_onehot.compile(
    optimizer=keras.optimizers.Adam(0.02), loss="sparse_categorical_crossentropy"
)
model_multiclass_onehot.fit(x, drink, epochs=20, verbose=0)

# One-hot rows, and a loss that wants integers: Keras stops.
# fails: onehot-loss
# blocks: onehot-trained
# because: loss-sparse-one-hot, crash-one-hot-labels-sparse
# %% multiclass-onehot
model_multiclass_onehot = network(keras.layers.Dense(4, activation="softmax"))
model_multiclass_onehot.compile(
    optimizer=keras.optimizers.Adam(0.02), loss="sparse_categorical_crossentropy"
)
model_multiclass_onehot.fit(x, keras.utils.to_categorical(drink, 4), epochs=20, verbose=0)

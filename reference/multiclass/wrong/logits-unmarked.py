# No softmax, and a loss that takes the outputs for probabilities.
# fails: sparse-loss
# blocks: sparse-trained, sparse-accuracy
# because: loss-logits-unmarked, blocked-by
# %% sparse
model_sparse = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
model_sparse.compile(
    optimizer=keras.optimizers.Adam(0.1), loss="sparse_categorical_crossentropy"
)
history_sparse = model_sparse.fit(x_train, y_train, epochs=30, validation_split=0.2, verbose=0)

# Categorical cross-entropy on integer labels: the shapes do not fit, and training stops.
# fails: sparse-loss
# blocks: sparse-trained, sparse-history, sparse-accuracy
# because: loss-categorical-integers, crash-integer-labels-categorical, crash-integer-labels-categorical
# %% sparse
model_sparse = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(3, activation="softmax")]
)
model_sparse.compile(optimizer=keras.optimizers.Adam(0.1), loss="categorical_crossentropy")
history_sparse = model_sparse.fit(x_train, y_train, epochs=30, validation_split=0.2, verbose=0)

# Sparse cross-entropy on one-hot labels.
# fails: onehot-loss
# blocks: onehot-trained, test-accuracy, onehot-history
# because: loss-sparse-one-hot, crash-one-hot-labels-sparse, blocked-by, crash-one-hot-labels-sparse
# %% onehot-model
model_onehot = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(3, activation="softmax")]
)
model_onehot.compile(optimizer=keras.optimizers.Adam(0.1), loss="sparse_categorical_crossentropy")
history_onehot = model_onehot.fit(
    x_train, y_train_onehot, epochs=30, validation_split=0.2, verbose=0
)

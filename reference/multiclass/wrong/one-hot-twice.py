# Both networks learn from one-hot rows.
# fails: sparse-loss
# because: loss-labels-asked
# %% sparse
model_sparse = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(3, activation="softmax")]
)
model_sparse.compile(optimizer=keras.optimizers.Adam(0.1), loss="categorical_crossentropy")
history_sparse = model_sparse.fit(
    x_train, keras.utils.to_categorical(y_train), epochs=30, validation_split=0.2, verbose=0
)

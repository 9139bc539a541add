# A learning rate of one in a thousand million.
# fails: sparse-trained
# because: trained-still
# blocks: sparse-accuracy
# %% sparse
model_sparse = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(3, activation="softmax")]
)
model_sparse.compile(
    optimizer=keras.optimizers.Adam(1e-9), loss="sparse_categorical_crossentropy"
)
history_sparse = model_sparse.fit(x_train, y_train, epochs=5, validation_split=0.2, verbose=0)

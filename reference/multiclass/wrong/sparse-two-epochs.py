# model_sparse is trained for two epochs: better than one answer for all, and no more.
# partial: sparse-accuracy
# %% sparse
model_sparse = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(3, activation="softmax")])
model_sparse.compile(optimizer=keras.optimizers.Adam(0.03), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history_sparse = model_sparse.fit(x_train, y_train, epochs=2, validation_split=0.2, verbose=0)

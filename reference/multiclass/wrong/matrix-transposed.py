# Predictions first, the truth second.
# fails: sparse-matrix
# because: matrix-transposed
# varies: sparse-accuracy
# %% sparse
# Few epochs: a trained network's mistakes can be alike both ways, and so is its matrix then.
model_sparse = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(3, activation="softmax")]
)
model_sparse.compile(
    optimizer=keras.optimizers.Adam(0.1), loss="sparse_categorical_crossentropy"
)
history_sparse = model_sparse.fit(x_train, y_train, epochs=8, validation_split=0.2, verbose=0)
# %% evaluate-sparse
y_val_pred_sparse = model_sparse.predict(x_val, verbose=0).argmax(axis=1)
matrix_sparse = confusion_matrix(y_val_pred_sparse, y_val)

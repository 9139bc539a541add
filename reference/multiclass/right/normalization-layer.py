# Both networks scale their own inputs; model names without the underscore.
# %% scale
normalization = keras.layers.Normalization()
normalization.adapt(x_train.to_numpy())
# %% sparse
modelSparse = keras.Sequential([normalization, keras.layers.Dense(3, activation="softmax")])
modelSparse.compile(keras.optimizers.Adam(0.1), "sparse_categorical_crossentropy")
history_sparse = modelSparse.fit(x_train, y_train, epochs=30, validation_split=0.2, verbose=0)
# %% evaluate-sparse
y_val_pred_sparse = modelSparse.predict(x_val, verbose=0).argmax(axis=1)
matrix_sparse = confusion_matrix(y_val, y_val_pred_sparse)
# %% onehot-model
model_onehot = keras.Sequential([normalization, keras.layers.Dense(3), keras.layers.Softmax()])
model_onehot.compile(keras.optimizers.Adam(0.1), "categorical_crossentropy")
history_onehot = model_onehot.fit(
    x_train, y_train_onehot, epochs=30, validation_split=0.2, verbose=0
)

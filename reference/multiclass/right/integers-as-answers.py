# Integers as answers, z-score by hand, early stopping, matrices by pandas and by hand.
# %% scale
mean, std = x_train.mean(), x_train.std()
x_train, x_val, x_test = (x_train - mean) / std, (x_val - mean) / std, (x_test - mean) / std
# %% sparse
model_sparse = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
model_sparse.compile(keras.optimizers.RMSprop(0.05), "sparse_categorical_crossentropy")
stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
history_sparse = model_sparse.fit(
    x_train, y_train, epochs=60, validation_data=(x_val, y_val), callbacks=[stop], verbose=0
)
# %% evaluate-sparse
y_val_pred_sparse = np.argmax(model_sparse(x_val.to_numpy()), axis=1)
matrix_sparse = pd.crosstab(y_val, y_val_pred_sparse)
# %% one-hot
y_train_onehot, y_val_onehot = np.eye(3)[y_train], np.eye(3)[y_val]
# %% onehot-model
model_onehot = keras.models.clone_model(model_sparse)
model_onehot.compile(keras.optimizers.RMSprop(0.05), "categorical_crossentropy", metrics=["accuracy"])
history_onehot = model_onehot.fit(
    x_train, y_train_onehot, epochs=30, validation_split=0.2, verbose=0
).history
# %% evaluate-onehot
y_val_pred_onehot = np.argmax(model_onehot(x_val.to_numpy()), axis=1)
matrix_onehot = np.zeros((3, 3), int)
np.add.at(matrix_onehot, (y_val, y_val_pred_onehot), 1)
# %% predict
y_test_pred = model_onehot.predict(x_test, verbose=0).argmax(axis=1).reshape(-1, 1)

# Validation answers as class names; a focal loss; batch normalisation first.
# %% evaluate-sparse
y_val_pred_sparse = encoder.inverse_transform(model_sparse.predict(x_val, verbose=0).argmax(axis=1))
matrix_sparse = confusion_matrix(encoder.inverse_transform(y_val), y_val_pred_sparse)
# %% onehot-model
model_onehot = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        keras.layers.BatchNormalization(momentum=0.9),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model_onehot.compile(
    optimizer=keras.optimizers.Adam(0.03), loss=keras.losses.CategoricalFocalCrossentropy()
)
history_onehot = model_onehot.fit(
    x_train, y_train_onehot, epochs=30, validation_split=0.2, verbose=0
)

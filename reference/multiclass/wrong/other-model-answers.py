# model_sparse answers the test rows, where model_onehot is asked.
# fails: test-predictions
# because: predictions-other-model
# blocks: test-accuracy
# varies: sparse-accuracy
# %% sparse
model_sparse = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(3, activation="softmax")]
)
model_sparse.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.02), loss="sparse_categorical_crossentropy"
)
history_sparse = model_sparse.fit(
    x_train, y_train, epochs=30, validation_split=0.2, verbose=0
)
# %% predict
y_test_pred = model_sparse.predict(x_test, verbose=0).argmax(axis=1)
model_onehot.predict(x_test, verbose=0)

# Two softmax outputs, sparse cross-entropy, argmax.
# %% build
model = keras.Sequential()
model.add(keras.layers.Dense(16, activation="relu", input_shape=(x_train.shape[1],)))
model.add(keras.layers.Dense(2, activation="softmax"))
# %% compile
model.compile(
    optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]
)
# %% evaluate
y_val_prob = model.predict(x_val, verbose=0)[:, 1]
y_val_pred = model.predict(x_val, verbose=0).argmax(axis=1)
matrix = confusion_matrix(y_val, y_val_pred)
report = classification_report(y_val, y_val_pred, output_dict=True)
# %% predict
y_test_prob = model.predict(x_test, verbose=0)[:, 1]
y_test_pred = np.argmax(model.predict(x_test, verbose=0), axis=1)

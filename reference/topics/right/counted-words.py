# Counts in place of 0 and 1, dropout, a stop when validation turns round, TensorFlow's data sets.
# %% vectorize
x = np.array([np.bincount(list(map(int, text.split())), minlength=1000) for text in data.words])
x_test = np.array([np.bincount(list(map(int, text.split())), minlength=1000) for text in test.words])
x, x_test = x.astype("float32"), x_test.astype("float32")
y = data.topic.values
# %% build
model = keras.Sequential([keras.Input((1000,))])
for width in (96, 64):
    model.add(keras.layers.Dense(width, activation="relu"))
    model.add(keras.layers.Dropout(0.3))
model.add(keras.layers.Dense(46, "softmax"))
# %% compile
model.compile(loss="sparse_categorical_crossentropy", optimizer="rmsprop", metrics=["accuracy"])
# %% fit
stop = keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)
history = model.fit(
    x_train, y_train, epochs=25, batch_size=32, validation_data=(x_val, y_val), callbacks=[stop],
    verbose=0,
)
# %% evaluate
said = model.predict(x_val, verbose=0)
val_accuracy = (said.argmax(axis=1) == y_val).sum() / len(y_val)

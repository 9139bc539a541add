# A functional network of logits, z-scores, the history as a dict, a figure for each pair of curves.
# %% scale
mean, std = x_train.to_numpy().mean(), x_train.to_numpy().std()
x_train, x_val, x_test = ((part - mean) / std for part in (x_train, x_val, x_test))
# %% build
inputs = keras.Input(shape=(256,), name="pixels")
hidden = keras.layers.Dense(100, activation="tanh", kernel_regularizer="l2")(inputs)
hidden = keras.layers.Dense(32)(hidden)
hidden = keras.layers.LeakyReLU()(hidden)
model = keras.Model(inputs, keras.layers.Dense(10)(hidden))
# %% compile
model.compile(
    optimizer=keras.optimizers.Adam(0.001),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=[keras.metrics.SparseCategoricalAccuracy()],
)
# %% fit
early_stopping = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=3, mode="min", restore_best_weights=True
)
history = model.fit(
    x_train, y_train, batch_size=64, epochs=100, validation_data=(x_val, y_val), callbacks=[early_stopping], verbose=0
).history
# %% plot
epochs = range(1, len(history["loss"]) + 1)
plt.figure()
plt.plot(epochs, history["loss"], label="training loss")
plt.plot(epochs, history["val_loss"], label="validation loss")
plt.legend()
plt.figure()
plt.plot(epochs, 100 * np.array(history["val_sparse_categorical_accuracy"]), label="validation")
plt.plot(epochs, 100 * np.array(history["sparse_categorical_accuracy"]), label="training")
plt.ylabel("accuracy in %")
plt.legend()
# %% evaluate
y_val_pred = model.predict(x_val, verbose=0).argmax(axis=1)
val_accuracy = np.mean(y_val_pred == y_val)
# %% predict
y_test_prob = keras.ops.softmax(model.predict(x_test, verbose=0)).numpy()
y_test_pred = np.argmax(y_test_prob, axis=-1).reshape(-1, 1)

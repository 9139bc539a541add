# The validation rows are left out: half of the picture is missing.
# fails: history-kept
# blocks: plotted, cured
# because: history-without-validation, blocked-by, blocked-by
# %% repair
model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model.compile(keras.optimizers.SGD(0.01, momentum=0.9), "sparse_categorical_crossentropy")
history = model.fit(x_train, y_train, batch_size=8, epochs=40, verbose=0)
plt.plot(history.history["loss"], label="training loss")
plt.legend()
plt.show()
y_test_prob = model.predict(x_test, verbose=0)

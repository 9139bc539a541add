# Validated on the rows that were trained on.
# fails: history-kept
# blocks: cured
# because: history-validated-on-training, blocked-by
# %% repair
model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model.compile(keras.optimizers.SGD(0.01, momentum=0.9), "sparse_categorical_crossentropy")
history = model.fit(x_train, y_train, validation_data=(x_train, y_train), batch_size=8, epochs=40, verbose=0)
draw_curve(history)
y_test_prob = model.predict(x_test, verbose=0)

# The rate is a thousandth of what it was: smooth, and on its way when training ends.
# partial: cured, test-loss
# because: curve-still-falling, metric-part
# %% repair
model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model.compile(keras.optimizers.SGD(0.0002, momentum=0.9), "sparse_categorical_crossentropy")
history = model.fit(x_train, y_train, validation_data=(x_val, y_val), batch_size=8, epochs=40, verbose=0)
draw_curve(history)
y_test_prob = model.predict(x_test, verbose=0)

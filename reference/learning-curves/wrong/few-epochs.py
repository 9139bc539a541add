# Stopped before the first leap.
# fails: cured
# because: curve-short
# %% repair
model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy")
history = model.fit(x_train, y_train, validation_data=(x_val, y_val), batch_size=16, epochs=9, verbose=0)
draw_curve(history)
y_test_prob = model.predict(x_test, verbose=0)

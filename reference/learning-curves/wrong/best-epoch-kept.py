# The best epoch of a jagged training is kept: a good network by luck, and the same curve.
# fails: cured
# because: curve-jagged
# %% repair
model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model.compile(keras.optimizers.SGD(0.3, momentum=0.9), "sparse_categorical_crossentropy")
stop = keras.callbacks.EarlyStopping(patience=50, restore_best_weights=True)
history = model.fit(
    x_train, y_train, validation_data=(x_val, y_val), batch_size=8, epochs=40, callbacks=[stop], verbose=0
)
draw_curve(history)
y_test_prob = model.predict(x_test, verbose=0)

# The rate is so low that nothing is learned any more.
# fails: trained
# because: trained-still, blocked-by, blocked-by
# blocks: cured, test-loss
# %% repair
model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="softmax")])
model.compile(keras.optimizers.SGD(1e-7), "sparse_categorical_crossentropy")
history = model.fit(x_train, y_train, validation_data=(x_val, y_val), batch_size=8, epochs=40, verbose=0)
draw_curve(history)
y_test_prob = model.predict(x_test, verbose=0)

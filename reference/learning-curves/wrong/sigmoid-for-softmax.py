# A sigmoid for each species: three numbers that are no probabilities of one flower.
# fails: test-probabilities
# blocks: test-loss
# because: predictions-sums
# %% repair
model = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="sigmoid")])
model.compile(keras.optimizers.SGD(0.01, momentum=0.9), "sparse_categorical_crossentropy")
history = model.fit(x_train, y_train, validation_data=(x_val, y_val), batch_size=8, epochs=40, verbose=0)
draw_curve(history)
y_test_prob = model.predict(x_test, verbose=0)

# Off where the chance is high.
# fails: test-predictions
# because: predictions-inverted
# blocks: test-accuracy
# %% cure
cured_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    cured_model.add(keras.layers.Dense(16, activation="relu", kernel_initializer="he_normal"))
cured_model.add(keras.layers.Dense(1, activation="sigmoid"))
cured_model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
history = cured_model.fit(x_train, y_train, epochs=40, batch_size=64, verbose=0)
y_test_pred = (cured_model.predict(x_test, verbose=0).ravel() < 0.5).astype(int)

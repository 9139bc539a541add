# Nothing is cured: ten layers of sigmoid units, trained longer.
# fails: cured-trained
# because: trained-constant
# blocks: test-accuracy
# %% cure
cured_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    cured_model.add(keras.layers.Dense(16, activation="sigmoid"))
cured_model.add(keras.layers.Dense(1, activation="sigmoid"))
cured_model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
history = cured_model.fit(x_train, y_train, epochs=60, batch_size=64, verbose=0)
y_test_pred = (cured_model.predict(x_test, verbose=0).ravel() > 0.5).astype(int)

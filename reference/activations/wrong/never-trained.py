# cured_model is built and compiled, and never fitted.
# fails: cured-trained
# because: absent-training
# blocks: test-accuracy
# %% cure
cured_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    cured_model.add(keras.layers.Dense(16, activation="relu", kernel_initializer="he_normal"))
cured_model.add(keras.layers.Dense(1, activation="sigmoid"))
cured_model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
history = {'loss': [0.7]}
y_test_pred = (cured_model.predict(x_test, verbose=0).ravel() > 0.5).astype(int)

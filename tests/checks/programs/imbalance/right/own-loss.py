# A loss of one's own weighs the classes.
def weighed(truth, chance):
    each = keras.losses.binary_crossentropy(truth, chance)
    return each * (1 + 9 * keras.ops.squeeze(keras.ops.cast(truth, "float32"), -1))


model = keras.Sequential([layers.Input((4,)), layers.Dense(8, "relu"), layers.Dense(1, "sigmoid")])
model.compile(Adam(0.02), weighed)
model.fit(x_train, y_train, epochs=12, validation_data=(x_val, y_val), verbose=0)
y_test_pred = (model.predict(x_test, verbose=0).ravel() > 0.5).astype(int)

# Batch normalisation between sums and ReLU; validation rows watched; a deeper network.
# %% gradients
def sigmoid_slope(x):
    return sigmoid(x) * (1 - sigmoid(x))


def relu_slope(x):
    return np.where(x > 0, 1.0, 0.0)


deep_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(12):
    deep_model.add(keras.layers.Dense(16, activation="sigmoid"))
deep_model.add(keras.layers.Dense(1, activation="sigmoid"))

with tf.GradientTape() as tape:
    answers = deep_model(x_train)
    loss = tf.reduce_mean(keras.losses.binary_crossentropy(y_train.reshape(-1, 1), answers))
gradients = tape.gradient(loss, [layer.kernel for layer in deep_model.layers])
gradient_norms = [float(tf.norm(gradient)) for gradient in gradients]
# %% cure
cured_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(12):
    cured_model.add(keras.layers.Dense(16, use_bias=False))
    cured_model.add(keras.layers.BatchNormalization(momentum=0.9))
    cured_model.add(keras.layers.Activation("relu"))
cured_model.add(keras.layers.Dense(1, activation="sigmoid"))
cured_model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy", metrics=["accuracy"])
history = cured_model.fit(x_train, y_train, epochs=30, batch_size=64, validation_split=0.1, verbose=0).history
y_test_pred = (cured_model.predict(x_test, verbose=0) > 0.5).astype("int32")

# TensorFlow's own functions; residual links around ReLU layers; a threshold on text labels.
# %% functions
def step(x):
    return np.where(x > 0, 1, 0)


def sigmoid(x):
    return tf.sigmoid(tf.cast(x, tf.float64)).numpy()


def tanh(x):
    return tf.tanh(x)


def relu(x):
    return tf.nn.relu(x)


def leaky_relu(x):
    return tf.nn.leaky_relu(x, 0.2)


def elu(x):
    return tf.nn.elu(x)


def softmax(z):
    return tf.nn.softmax(z)
# %% cure
inputs = keras.Input(shape=(2,))
hidden = keras.layers.Dense(16, activation="relu")(inputs)
for _ in range(10):
    bent = keras.layers.Dense(16, activation="relu")(hidden)
    hidden = keras.layers.Add()([hidden, bent])
cured_model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(hidden))
cured_model.compile(optimizer=keras.optimizers.Adam(0.003), loss="binary_crossentropy")
history = cured_model.fit(x_train, y_train, epochs=40, batch_size=64, verbose=0)
y_test_pred = cured_model.predict(x_test, verbose=0).round()

# NumPy's shortest; tanh units with Xavier weights; kernels and biases together.
# %% functions
def step(x):
    return np.heaviside(x, 0)


def sigmoid(x):
    return 0.5 * (1 + np.tanh(0.5 * x))


def tanh(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def relu(x):
    return (np.abs(x) + x) / 2


def leaky_relu(x):
    return np.where(x > 0, x, 0.3 * x)


def elu(x):
    return np.maximum(x, 0) + np.expm1(np.minimum(x, 0))


def softmax(z):
    raised = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return raised / np.sum(raised, axis=-1, keepdims=True)
# %% gradients
def sigmoid_slope(x):
    return sigmoid(x) * (1 - sigmoid(x))


def relu_slope(x):
    return np.where(x > 0, 1.0, 0.0)


deep_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    deep_model.add(keras.layers.Dense(16, activation="sigmoid"))
deep_model.add(keras.layers.Dense(1, activation="sigmoid"))

with tf.GradientTape() as tape:
    answers = tf.reshape(deep_model(x_train), [-1])
    loss = -tf.reduce_mean(y_train * tf.math.log(answers) + (1 - y_train) * tf.math.log(1 - answers))
gradients = tape.gradient(loss, deep_model.trainable_weights)
gradient_norms = []
for kernel, bias in zip(gradients[0::2], gradients[1::2]):
    gradient_norms.append((tf.reduce_sum(kernel**2) + tf.reduce_sum(bias**2)) ** 0.5)
# %% cure
cured_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    cured_model.add(keras.layers.Dense(16, activation="tanh", kernel_initializer="glorot_uniform"))
cured_model.add(keras.layers.Dense(1, activation="sigmoid"))
cured_model.compile(optimizer=keras.optimizers.Adam(0.005), loss="binary_crossentropy")
history = cured_model.fit(x_train, y_train, epochs=40, batch_size=64, verbose=0)
y_test_pred = (cured_model.predict(x_test, verbose=0).ravel() > 0.5).astype(int)

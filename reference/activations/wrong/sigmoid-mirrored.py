# The sign in sigmoid's exponential is wrong; its slope is that of this function.
# fails: sigmoid-values
# because: function-slip-mirrored
# %% functions
def step(x):
    return np.where(x > 0, 1, 0)


def sigmoid(x):
    return 1 / (1 + np.exp(x))


def tanh(x):
    return np.tanh(x)


def relu(x):
    return np.maximum(x, 0)


def leaky_relu(x):
    return np.where(x > 0, x, 0.01 * x)


def elu(x):
    return np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1)


def softmax(z):
    raised = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return raised / np.sum(raised, axis=-1, keepdims=True)
# %% gradients
def sigmoid_slope(x):
    return -sigmoid(x) * (1 - sigmoid(x))


def relu_slope(x):
    return np.where(x > 0, 1.0, 0.0)


deep_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    deep_model.add(keras.layers.Dense(16, activation="sigmoid"))
deep_model.add(keras.layers.Dense(1, activation="sigmoid"))

with tf.GradientTape() as tape:
    answers = deep_model(x_train)
    loss = tf.reduce_mean(keras.losses.binary_crossentropy(y_train.reshape(-1, 1), answers))
gradients = tape.gradient(loss, [layer.kernel for layer in deep_model.layers])
gradient_norms = [float(tf.norm(gradient)) for gradient in gradients]

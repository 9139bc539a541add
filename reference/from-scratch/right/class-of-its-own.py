# The weights are an object with attributes; the loss by logsumexp; tanh and Xavier would do too.
# %% initialize
class Weights:
    def __init__(self, draw):
        self.tables = [tf.Variable(draw(a, b)) for a, b in zip(SIZES, SIZES[1:])]
        self.biases = [tf.Variable(tf.zeros(b)) for b in SIZES[1:]]


def normal(n_in, n_out):
    return tf.random.normal([n_in, n_out], 0.0, 1.0)


def xavier(n_in, n_out):
    return tf.random.normal([n_in, n_out], 0.0, np.sqrt(2.0 / (n_in + n_out)))


def he(n_in, n_out):
    return normal(n_in, n_out) / np.sqrt(n_in / 2)


def make_weights(draw):
    return Weights(draw)


weights = make_weights(he)
# %% forward
def forward(x, weights):
    signal = tf.convert_to_tensor(x, tf.float32)
    for place, (table, bias) in enumerate(zip(weights.tables, weights.biases)):
        signal = signal @ table + bias
        if place < len(weights.tables) - 1:
            signal = tf.nn.relu(signal)
    return signal
# %% loss
def cross_entropy(logits, labels):
    right = tf.gather(logits, tf.cast(labels, tf.int32), axis=1, batch_dims=1)
    return tf.reduce_mean(tf.reduce_logsumexp(logits, axis=1) - right)
# %% train
def descend(weights):
    parts = weights.tables + weights.biases
    history = []
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            loss = cross_entropy(forward(x_train, weights), y_train)
        gradients = tape.gradient(loss, parts)
        for part, gradient in zip(parts, gradients):
            part.assign_sub(RATE * gradient)
        history.append(float(loss))
    return history


losses, losses_normal = descend(weights), descend(make_weights(normal))

# Truncated normal draws; constants instead of variables: each step makes new weights.
# %% initialize
def normal(n_in, n_out):
    return tf.random.normal((n_in, n_out))


def xavier(n_in, n_out):
    return tf.random.truncated_normal((n_in, n_out), stddev=1 / n_in**0.5)


def he(n_in, n_out):
    return tf.random.truncated_normal((n_in, n_out), stddev=(2 / n_in) ** 0.5)


def make_weights(draw):
    return [[draw(n_in, n_out), tf.zeros(n_out)] for n_in, n_out in zip(SIZES, SIZES[1:])]


weights = make_weights(he)
# %% loss
def cross_entropy(logits, labels):
    shifted = logits - tf.reduce_max(logits, axis=1, keepdims=True)
    logs = shifted - tf.math.log(tf.reduce_sum(tf.exp(shifted), axis=1, keepdims=True))
    hot = tf.cast(tf.one_hot(labels, logits.shape[1]), logits.dtype)
    return -tf.reduce_mean(tf.reduce_sum(hot * logs, axis=1))
# %% train
def descend(weights):
    losses = []
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            tape.watch(weights)
            loss = cross_entropy(forward(x_train, weights), y_train)
        gradients = tape.gradient(loss, weights)
        weights = [
            [part - RATE * gradient for part, gradient in zip(layer, of_layer)]
            for layer, of_layer in zip(weights, gradients)
        ]
        losses.append(loss)
    return weights, losses


weights, losses = descend(weights)
_, losses_normal = descend(make_weights(normal))
# %% predict
y_test_pred = [int(np.argmax(row)) for row in forward(x_test, weights)]

# The number of inputs is left out: standard deviation 1, the course's first attempt.
# fails: xavier-weights, he-weights
# blocks: signal, learned, contrast, test-accuracy
# because: initial-unscaled, initial-unscaled
# %% initialize
def normal(n_in, n_out):
    return tf.random.normal((n_in, n_out))


def xavier(n_in, n_out):
    return tf.random.normal((n_in, n_out))


def he(n_in, n_out):
    return tf.random.normal((n_in, n_out))


def make_weights(draw):
    return [
        (tf.Variable(draw(n_in, n_out)), tf.Variable(tf.zeros(n_out)))
        for n_in, n_out in zip(SIZES, SIZES[1:])
    ]


weights = make_weights(he)

# / sqrt(n) / 2 where / sqrt(n / 2) is meant: signals fade, and twice the steps make up for it.
# fails: he-weights
# blocks: signal
# because: initial-half, blocked-by
# %% initialize
STEPS = 600


def normal(n_in, n_out):
    return tf.random.normal((n_in, n_out))


def xavier(n_in, n_out):
    return tf.random.normal((n_in, n_out), stddev=(1 / n_in) ** 0.5)


def he(n_in, n_out):
    return tf.random.normal((n_in, n_out)) / np.sqrt(n_in) / 2


def make_weights(draw):
    return [
        (tf.Variable(draw(n_in, n_out)), tf.Variable(tf.zeros(n_out)))
        for n_in, n_out in zip(SIZES, SIZES[1:])
    ]


weights = make_weights(he)

# 2 / n_in is the variance, given as the standard deviation.
# fails: he-weights
# blocks: signal
# partial: test-accuracy
# because: initial-no-root
# %% initialize
def normal(n_in, n_out):
    return tf.random.normal((n_in, n_out))


def xavier(n_in, n_out):
    return tf.random.normal((n_in, n_out), stddev=(1 / n_in) ** 0.5)


def he(n_in, n_out):
    return tf.random.normal((n_in, n_out), stddev=2 / n_in)


def make_weights(draw):
    return [
        (tf.Variable(draw(n_in, n_out)), tf.Variable(tf.zeros(n_out)))
        for n_in, n_out in zip(SIZES, SIZES[1:])
    ]


weights = make_weights(he)

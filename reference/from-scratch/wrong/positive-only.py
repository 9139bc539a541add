# np.random.rand gives numbers from 0 to 1, none below 0.
# fails: xavier-weights, he-weights
# blocks: signal, learned, contrast, test-accuracy
# because: initial-off-centre, initial-off-centre
# %% initialize
def normal(n_in, n_out):
    return tf.random.normal((n_in, n_out))


def xavier(n_in, n_out):
    return (np.random.rand(n_in, n_out) / np.sqrt(n_in)).astype("float32")


def he(n_in, n_out):
    return (np.random.rand(n_in, n_out) / np.sqrt(n_in / 2)).astype("float32")


def make_weights(draw):
    return [
        (tf.Variable(draw(n_in, n_out)), tf.Variable(tf.zeros(n_out)))
        for n_in, n_out in zip(SIZES, SIZES[1:])
    ]


weights = make_weights(he)

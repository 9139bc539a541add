# The mean is taken over rows and classes, most of which cost nothing.
# fails: sparse-by-hand
# because: entropy-slip-entries
# %% by-hand
def binary_cross_entropy(y, p):
    p = np.clip(np.ravel(p), 1e-7, 1 - 1e-7)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def sparse_cross_entropy(y, p):
    table = keras.utils.to_categorical(y, p.shape[1])
    return float(-np.mean(table * np.log(np.clip(p, 1e-7, 1))))

# Nothing keeps p from 0: the price of being sure and wrong is no number.
# fails: sure-and-wrong
# because: entropy-edge
# %% by-hand
def binary_cross_entropy(y, p):
    p = np.ravel(p)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def sparse_cross_entropy(y, p):
    right = np.asarray(p)[np.arange(len(y)), y]
    return float(-np.mean(np.log(np.clip(right, 1e-7, 1 - 1e-7))))

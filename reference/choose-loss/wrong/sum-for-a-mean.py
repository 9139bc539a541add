# The costs of all rows are added up.
# fails: sparse-by-hand
# because: entropy-slip-sum
# %% by-hand
def binary_cross_entropy(y, p):
    p = np.clip(np.ravel(p), 1e-7, 1 - 1e-7)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def sparse_cross_entropy(y, p):
    right = np.asarray(p)[np.arange(len(y)), y]
    return float(-np.sum(np.log(np.clip(right, 1e-7, 1 - 1e-7))))

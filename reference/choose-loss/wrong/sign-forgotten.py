# The minus is forgotten in both: the better the answer, the larger the loss.
# fails: binary-by-hand, sparse-by-hand
# blocks: sure-and-wrong
# because: entropy-slip-sign, entropy-slip-sign, blocked-by
# %% by-hand
def binary_cross_entropy(y, p):
    p = np.clip(np.ravel(p), 1e-7, 1 - 1e-7)
    return float(np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def sparse_cross_entropy(y, p):
    right = np.asarray(p)[np.arange(len(y)), y]
    return float(np.mean(np.log(np.clip(right, 1e-7, 1 - 1e-7))))

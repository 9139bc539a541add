# Only the rows whose label is 1 cost anything.
# fails: binary-by-hand
# blocks: sure-and-wrong
# because: entropy-slip-half, blocked-by
# %% by-hand
def binary_cross_entropy(y, p):
    p = np.clip(np.ravel(p), 1e-7, 1 - 1e-7)
    return float(-np.mean(y * np.log(p)))


def sparse_cross_entropy(y, p):
    right = np.asarray(p)[np.arange(len(y)), y]
    return float(-np.mean(np.log(np.clip(right, 1e-7, 1 - 1e-7))))

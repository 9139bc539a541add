# Labels (n,) against probabilities (n, 1), as predict gives them: all pairs, without a word.
# fails: binary-by-hand
# because: entropy-slip-pairs
# %% by-hand
def binary_cross_entropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))


def sparse_cross_entropy(y, p):
    right = np.asarray(p)[np.arange(len(y)), y]
    return float(-np.mean(np.log(np.clip(right, 1e-7, 1 - 1e-7))))

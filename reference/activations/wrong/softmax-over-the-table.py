# The sum goes over all rows of a table.
# fails: softmax-values
# because: function-slip-whole
# blocks: softmax-large
# %% functions
def step(x):
    return np.where(x > 0, 1, 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def tanh(x):
    return np.tanh(x)


def relu(x):
    return np.maximum(x, 0)


def leaky_relu(x):
    return np.where(x > 0, x, 0.01 * x)


def elu(x):
    return np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1)


def softmax(z):
    raised = np.exp(z - np.max(z))
    return raised / np.sum(raised)

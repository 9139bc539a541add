# Everything in NumPy: gradients worked out by hand, weights in a dictionary, one-hot labels.
# %% initialize
rng = np.random.default_rng(7)


def normal(n_in, n_out):
    return rng.normal(size=(n_in, n_out)).astype("float32")


def xavier(n_in, n_out):
    return normal(n_in, n_out) / np.float32(np.sqrt(n_in))


def he(n_in, n_out):
    return normal(n_in, n_out) / np.float32(np.sqrt(n_in / 2))


def make_weights(draw):
    made = {}
    for layer, (n_in, n_out) in enumerate(zip(SIZES, SIZES[1:])):
        made[f"w{layer}"] = draw(n_in, n_out)
        made[f"b{layer}"] = np.zeros(n_out, dtype="float32")
    return made


weights = make_weights(he)
# %% forward
def layers(x, weights):
    found = [x]
    for layer in range(3):
        x = x @ weights[f"w{layer}"] + weights[f"b{layer}"]
        x = np.maximum(x, 0) if layer < 2 else x
        found.append(x)
    return found


def forward(x, weights):
    return layers(x, weights)[-1]
# %% loss
def softmax(logits):
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def cross_entropy(logits, labels):
    return -np.mean(np.sum(labels * np.log(softmax(logits) + 1e-12), axis=1))
# %% train
y_onehot = np.eye(10, dtype="float32")[y_train]


def descend(weights):
    losses = []
    for _ in range(STEPS):
        found = layers(x_train, weights)
        losses.append(cross_entropy(found[-1], y_onehot))
        gradient = (softmax(found[-1]) - y_onehot) / len(x_train)
        for layer in (2, 1, 0):
            before = found[layer]
            of_weights, of_bias = before.T @ gradient, gradient.sum(axis=0)
            gradient = (gradient @ weights[f"w{layer}"].T) * (before > 0)
            weights[f"w{layer}"] -= np.float32(RATE) * of_weights
            weights[f"b{layer}"] -= np.float32(RATE) * of_bias
    return losses


losses = descend(weights)
losses_normal = descend(make_weights(normal))
# %% predict
y_test_pred = forward(x_test, weights).argmax(axis=1)

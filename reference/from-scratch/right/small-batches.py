# Small batches of shuffled rows with a smaller rate, leaky relu, losses of the batches.
# %% forward
def forward(x, weights):
    (w1, b1), (w2, b2), (w3, b3) = weights
    first = tf.nn.leaky_relu(x @ w1 + b1, alpha=0.05)
    second = tf.nn.leaky_relu(first @ w2 + b2, alpha=0.05)
    return second @ w3 + b3
# %% train
def descend(weights, rate=0.1, size=100, epochs=25):
    parts = [part for layer in weights for part in layer]
    losses = []
    for _ in range(epochs):
        order = np.random.permutation(len(x_train))
        for start in range(0, len(order), size):
            rows = order[start : start + size]
            with tf.GradientTape() as tape:
                loss = cross_entropy(forward(x_train[rows], weights), y_train[rows])
            for part, gradient in zip(parts, tape.gradient(loss, parts)):
                part.assign(part - rate * gradient)
            losses.append(loss.numpy())
    return losses


losses = np.array(descend(weights))
losses_normal = np.array(descend(make_weights(normal)))

# Glorot's and He's uniform draws, weights in one flat list, momentum, a graph for each step.
# %% initialize
def normal(n_in, n_out):
    return tf.random.normal((n_in, n_out))


def xavier(n_in, n_out):
    limit = (6 / (n_in + n_out)) ** 0.5
    return tf.random.uniform((n_in, n_out), -limit, limit)


def he(n_in, n_out):
    limit = (6 / n_in) ** 0.5
    return tf.random.uniform((n_in, n_out), -limit, limit)


def make_weights(draw):
    made = []
    for n_in, n_out in zip(SIZES[:-1], SIZES[1:]):
        made += [tf.Variable(draw(n_in, n_out)), tf.Variable(tf.zeros((n_out,)))]
    return made


weights = make_weights(he)
# %% forward
def forward(x, weights):
    w1, b1, w2, b2, w3, b3 = weights
    h = tf.maximum(tf.cast(x, tf.float32) @ w1 + b1, 0.0)
    h = tf.maximum(h @ w2 + b2, 0.0)
    return h @ w3 + b3
# %% loss
def cross_entropy(logits, labels):
    return tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    )
# %% train
def descend(weights):
    speeds = [tf.Variable(tf.zeros_like(part)) for part in weights]

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            loss = cross_entropy(forward(x_train, weights), y_train)
        for part, speed, gradient in zip(weights, speeds, tape.gradient(loss, weights)):
            speed.assign(0.3 * speed - RATE * gradient)
            part.assign_add(speed)
        return loss

    return [float(step()) for _ in range(STEPS)]


losses = descend(weights)
losses_normal = descend(make_weights(normal))
# %% predict
y_test_pred = tf.argmax(forward(x_test, weights), axis=1).numpy()

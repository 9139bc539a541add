# New weights are made inside the function, and nobody keeps them.
# fails: learned
# blocks: contrast, test-accuracy
# because: descent-unchanged
# %% train
def descend(weights):
    losses = []
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            tape.watch(weights)
            loss = cross_entropy(forward(x_train, weights), y_train)
        gradients = tape.gradient(loss, weights)
        weights = [
            (w - RATE * of_w, b - RATE * of_b)
            for (w, b), (of_w, of_b) in zip(weights, gradients)
        ]
        losses.append(float(loss))
    return losses


losses = descend(weights)
losses_normal = descend(make_weights(normal))

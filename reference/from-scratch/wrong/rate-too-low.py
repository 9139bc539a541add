# A rate of one in a million: 300 steps lead nowhere.
# fails: learned
# blocks: contrast, test-accuracy
# because: descent-little
# %% train
def descend(weights, rate=1e-6):
    parts = [part for layer in weights for part in layer]
    losses = []
    for _ in range(30):
        with tf.GradientTape() as tape:
            loss = cross_entropy(forward(x_train, weights), y_train)
        for part, gradient in zip(parts, tape.gradient(loss, parts)):
            part.assign_sub(rate * gradient)
        losses.append(float(loss))
    return losses


losses = descend(weights)
losses_normal = descend(make_weights(normal))

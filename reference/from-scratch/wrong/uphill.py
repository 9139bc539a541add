# The gradient is added: the loss grows.
# fails: learned
# blocks: contrast, test-accuracy
# because: descent-worse
# %% train
def descend(weights):
    parts = [part for layer in weights for part in layer]
    losses = []
    for _ in range(10):
        with tf.GradientTape() as tape:
            loss = cross_entropy(forward(x_train, weights), y_train)
        for part, gradient in zip(parts, tape.gradient(loss, parts)):
            part.assign_add(0.01 * gradient)
        losses.append(float(loss))
    return losses


losses = descend(weights)
losses_normal = [100 * loss for loss in losses]

# Both trainings begin with He weights: there is nothing to compare.
# fails: contrast
# because: contrast-none
# %% train
def descend(weights):
    parts = [part for layer in weights for part in layer]
    losses = []
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            loss = cross_entropy(forward(x_train, weights), y_train)
        for part, gradient in zip(parts, tape.gradient(loss, parts)):
            part.assign_sub(RATE * gradient)
        losses.append(float(loss))
    return losses


losses = descend(weights)
losses_normal = descend(make_weights(he))

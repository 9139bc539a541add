# The list begins with the layer next to the output.
# fails: what-arrives
# because: gradient-norms-reversed
# %% gradients
def sigmoid_slope(x):
    return sigmoid(x) * (1 - sigmoid(x))


def relu_slope(x):
    return np.where(x > 0, 1.0, 0.0)


deep_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    deep_model.add(keras.layers.Dense(16, activation="sigmoid"))
deep_model.add(keras.layers.Dense(1, activation="sigmoid"))

with tf.GradientTape() as tape:
    answers = deep_model(x_train)
    loss = tf.reduce_mean(keras.losses.binary_crossentropy(y_train.reshape(-1, 1), answers))
gradients = tape.gradient(loss, [layer.kernel for layer in deep_model.layers])
gradient_norms = [float(tf.norm(gradient)) for gradient in gradients]
gradient_norms = gradient_norms[::-1]

# The norms are of the weights instead of their gradients.
# fails: what-arrives
# because: gradient-norms-differ
# %% gradients
def sigmoid_slope(x):
    return sigmoid(x) * (1 - sigmoid(x))


def relu_slope(x):
    return np.where(x > 0, 1.0, 0.0)


deep_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    deep_model.add(keras.layers.Dense(16, activation="sigmoid"))
deep_model.add(keras.layers.Dense(1, activation="sigmoid"))

gradient_norms = [float(tf.norm(layer.kernel)) for layer in deep_model.layers]

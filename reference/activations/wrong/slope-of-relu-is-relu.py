# The slope of ReLU is its value.
# fails: relu-slope
# because: slope-itself
# %% gradients
def sigmoid_slope(x):
    return sigmoid(x) * (1 - sigmoid(x))


def relu_slope(x):
    return relu(x)


deep_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    deep_model.add(keras.layers.Dense(16, activation="sigmoid"))
deep_model.add(keras.layers.Dense(1, activation="sigmoid"))

with tf.GradientTape() as tape:
    answers = deep_model(x_train)
    loss = tf.reduce_mean(keras.losses.binary_crossentropy(y_train.reshape(-1, 1), answers))
gradients = tape.gradient(loss, [layer.kernel for layer in deep_model.layers])
gradient_norms = [float(tf.norm(gradient)) for gradient in gradients]

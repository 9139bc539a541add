# Boolean masks and products; leaky ReLU layers of their own; gradients of all weights by their flat length.
# %% functions
def step(x):
    return (np.asarray(x) > 0).astype(int)


def sigmoid(x):
    x = np.asarray(x, dtype=float)
    result = np.empty_like(x)
    positive = x >= 0
    result[positive] = 1 / (1 + np.exp(-x[positive]))
    result[~positive] = np.exp(x[~positive]) / (1 + np.exp(x[~positive]))
    return result


def tanh(x):
    return 2 * sigmoid(2 * x) - 1


def relu(x):
    return x * (x > 0)


def leaky_relu(x):
    return np.maximum(0.05 * x, x)


def elu(x):
    x = np.array(x, dtype=float)
    x[x < 0] = np.expm1(x[x < 0])
    return x


def softmax(z):
    z = np.asarray(z)
    shifted = z - z.max(axis=-1)[..., None]
    return np.exp(shifted) / np.exp(shifted).sum(axis=-1)[..., None]
# %% gradients
def sigmoid_slope(x):
    return np.exp(-x) / (1 + np.exp(-x)) ** 2


def relu_slope(x):
    return step(x)


inputs = keras.Input(shape=(2,))
hidden = inputs
for number in range(10):
    hidden = keras.layers.Dense(16, activation=keras.activations.sigmoid, name=f"hidden_{number}")(hidden)
deep_model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(hidden))

loss_function = keras.losses.BinaryCrossentropy()
with tf.GradientTape() as tape:
    loss = loss_function(y_train[:, None], deep_model(x_train, training=True))
gradients = tape.gradient(loss, deep_model.trainable_variables)
gradient_norms = np.array([np.linalg.norm(g) for g in gradients[::2]])
# %% cure
cured_model = keras.Sequential()
for _ in range(10):
    cured_model.add(keras.layers.Dense(16, kernel_initializer="he_uniform"))
    cured_model.add(keras.layers.LeakyReLU(negative_slope=0.1))
cured_model.add(keras.layers.Dense(1))
cured_model.compile(optimizer=keras.optimizers.Adam(0.005), loss=keras.losses.BinaryCrossentropy(from_logits=True))
history = cured_model.fit(x_train, y_train, epochs=40, batch_size=64, verbose=0)
y_test_pred = np.where(cured_model.predict(x_test, verbose=0) > 0, 1, 0)

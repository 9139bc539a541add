# Loops over single numbers, one row at a time; ELU units with He weights.
# %% functions
import math


def each(function, x):
    return [each(function, item) for item in x] if np.ndim(x) else function(float(x))


def step(x):
    return each(lambda v: 1.0 if v >= 0 else 0.0, x)


def sigmoid(x):
    return each(lambda v: 1 / (1 + math.exp(-v)), x)


def tanh(x):
    return each(math.tanh, x)


def relu(x):
    return np.array(each(lambda v: max(v, 0.0), x))


def leaky_relu(x, alpha=0.2):
    return each(lambda v: v if v > 0 else alpha * v, x)


def elu(x):
    return each(lambda v: v if v > 0 else math.expm1(v), x)


def softmax(z):
    z = np.asarray(z)
    if z.ndim == 1:
        raised = [math.exp(v - max(z)) for v in z]
        return np.array(raised) / sum(raised)
    return np.array([softmax(row) for row in z])
# %% gradients
def sigmoid_slope(x):
    s = np.array(sigmoid(x))
    return s - s**2


def relu_slope(x):
    return np.heaviside(x, 0.5)


deep_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    deep_model.add(keras.layers.Dense(16, activation="sigmoid"))
deep_model.add(keras.layers.Dense(1, activation="sigmoid"))

with tf.GradientTape() as tape:
    answers = deep_model(x_train)
    loss = tf.reduce_mean(keras.losses.binary_crossentropy(y_train.reshape(-1, 1), answers))
gradients = tape.gradient(loss, [layer.kernel for layer in deep_model.layers])
gradient_norms = [float(tf.norm(gradient)) for gradient in gradients]
# %% cure
cured_model = keras.Sequential([keras.Input(shape=(2,))])
for _ in range(10):
    cured_model.add(keras.layers.Dense(16, activation="elu", kernel_initializer="he_normal"))
cured_model.add(keras.layers.Dense(1, activation="sigmoid"))
cured_model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
history = cured_model.fit(x_train, y_train, epochs=40, batch_size=64, verbose=0)
y_test_pred = (cured_model.predict(x_test, verbose=0).ravel() > 0.5).astype(int)

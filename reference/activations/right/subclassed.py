# Subclassed networks, which need their author's code.
# %% gradients
def sigmoid_slope(x):
    return sigmoid(x) * (1 - sigmoid(x))


def relu_slope(x):
    return np.where(x > 0, 1.0, 0.0)


class Stack(keras.Model):
    def __init__(self, activation, first):
        super().__init__()
        self.hidden = [
            keras.layers.Dense(16, activation=activation, kernel_initializer=first) for _ in range(10)
        ]
        self.last = keras.layers.Dense(1, activation="sigmoid")

    def call(self, x):
        for layer in self.hidden:
            x = layer(x)
        return self.last(x)


deep_model = Stack("sigmoid", "glorot_uniform")
with tf.GradientTape() as tape:
    answers = deep_model(x_train)
    loss = tf.reduce_mean(keras.losses.binary_crossentropy(y_train.reshape(-1, 1), answers))
gradients = tape.gradient(loss, [layer.kernel for layer in [*deep_model.hidden, deep_model.last]])
gradient_norms = [float(tf.norm(gradient)) for gradient in gradients]
# %% cure
cured_model = Stack("relu", "he_normal")
cured_model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
history = cured_model.fit(x_train, y_train, epochs=40, batch_size=64, verbose=0)
y_test_pred = (cured_model.predict(x_test, verbose=0).ravel() > 0.5).astype(int)

# A subclass with any number of layers, called directly; the baseline learns by descent.
# %% scale
x_train, x_val, x_test = (part.to_numpy(dtype="float32") / 255 for part in (x_train, x_val, x_test))
# %% logistic
from sklearn.linear_model import SGDClassifier

logistic_model = SGDClassifier(loss="log_loss", max_iter=60, alpha=0.003, random_state=0)
logistic_model.fit(x_train, y_train)
# %% softmax
class Network(keras.Model):
    def __init__(self, *units):
        super().__init__()
        self.hidden = [keras.layers.Dense(one, activation="relu") for one in units]
        self.answer = keras.layers.Dense(10, activation="softmax")

    def call(self, inputs):
        for layer in self.hidden:
            inputs = layer(inputs)
        return self.answer(inputs)


softmax_model = Network()
softmax_model.compile("adam", "sparse_categorical_crossentropy")
softmax_model.fit(x_train, y_train, epochs=12, verbose=0)
# %% deep
deep_model = Network(128, 64)
deep_model.compile("adam", "sparse_categorical_crossentropy")
deep_model.fit(x_train, y_train, epochs=20, verbose=0)
# %% compare
def accuracy(answers):
    return float((np.asarray(answers) == y_val.to_numpy()).mean())


scores = {
    "logistic": accuracy(logistic_model.predict(x_val)),
    "softmax": accuracy(np.argmax(softmax_model(x_val), axis=1)),
    "deep": accuracy(np.argmax(deep_model(x_val), axis=1)),
}
# %% predict
y_test_pred = np.argmax(deep_model.predict(x_test, verbose=0), axis=1).reshape(-1, 1)

# A subclass with a Normalization layer, class weights, and a threshold chosen on training rows.
# %% scale
x_train, x_val, x_test = (np.asarray(part, "float32") for part in (x_train, x_val, x_test))
# %% build
class Network(keras.Model):
    def __init__(self):
        super().__init__()
        self.scale = keras.layers.Normalization()
        self.scale.adapt(x_train)
        self.hidden = keras.layers.Dense(8, activation="relu")
        self.answer = keras.layers.Dense(1, activation="sigmoid")

    def call(self, inputs):
        return self.answer(self.hidden(self.scale(inputs)))


model = Network()
# %% fit
history = model.fit(
    x_train, y_train, epochs=40, validation_split=0.2, verbose=0, class_weight={0: 1.0, 1: 4.0}
)
# %% evaluate
threshold = 0.6
y_val_prob = model.predict(x_val, verbose=0)
y_val_pred = (y_val_prob > threshold).astype(int)
matrix = pd.crosstab(y_val.to_numpy(), y_val_pred.ravel())
report = classification_report(y_val, y_val_pred)
# %% predict
y_test_prob = model.predict(x_test, verbose=0)
y_test_pred = (y_test_prob > threshold).astype(int)

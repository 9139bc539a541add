# A subclass of Model, with the loss given as a function of its own.
# %% build
class PriceModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(16, activation="relu")
        self.answer = keras.layers.Dense(1)

    def call(self, inputs):
        return self.answer(self.hidden(inputs))


model = PriceModel()
# %% compile
def squared_error(y_true, y_pred):
    return keras.ops.mean(keras.ops.square(y_true - y_pred), axis=-1)


model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss=squared_error)

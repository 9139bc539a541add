# A callback of one's own stops and restores.
class Best(keras.callbacks.Callback):
    best, weights = float("inf"), None

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.best:
            self.best, self.weights = logs["val_loss"], self.model.get_weights()

    def on_train_end(self, logs=None):
        self.model.set_weights(self.weights)

model = keras.Sequential([
    layers.Input((10,)), layers.Dense(64, "relu"), layers.Dense(64, "relu"), layers.Dense(1),
])
model.compile(Adam(0.01), "mse")
model.fit(x_train, y_train, epochs=60, validation_data=(x_val, y_val),
          verbose=0, callbacks=[Best()])

# A subclass of Model, with Dropout and early stopping.
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(16, "relu")
        self.drop = layers.Dropout(0.3)
        self.out = layers.Dense(1)

    def call(self, x, training=False):
        return self.out(self.drop(self.hidden(x), training=training))


model = Net()
model.compile(Adam(0.01), "mse")
model.fit(x_train, y_train, epochs=60, validation_data=(x_val, y_val),
          verbose=0, callbacks=[EarlyStopping(monitor="val_loss", patience=4, restore_best_weights=True)])

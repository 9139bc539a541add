# A network of one's own class, without momentum and with a lower rate; validation rows cut off by Keras.
# %% repair
class Flowers(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(16, activation="relu")
        self.answer = keras.layers.Dense(3, activation="softmax")

    def call(self, rows):
        return self.answer(self.hidden(rows))


model = Flowers()
model.compile(keras.optimizers.SGD(0.1), keras.losses.SparseCategoricalCrossentropy())
history = model.fit(x_train, y_train, validation_split=0.2, batch_size=8, epochs=60, verbose=0)
draw_curve(history)
y_test_prob = model.predict(x_test, verbose=0)

# A subclass with a penalty on absolute weights.
# %% repair
class Sparse(keras.Model):
    def __init__(self):
        super().__init__()
        penalty = keras.regularizers.L1(0.02)
        self.hidden = keras.layers.Dense(64, activation="relu", kernel_regularizer=penalty)
        self.answer = keras.layers.Dense(1, kernel_regularizer=penalty)

    def call(self, inputs):
        return self.answer(self.hidden(inputs))


model = Sparse()
model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
# %% fit
history = model.fit(
    x_train, y_train, epochs=100, batch_size=32, validation_data=(x_val, y_val), verbose=0
)
pd.DataFrame(history.history).plot()
plt.show()

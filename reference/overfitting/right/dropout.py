# Dropout behind both layers, a functional network.
# %% repair
inputs = keras.Input(shape=(x_train.shape[1],))
hidden = inputs
for _ in range(2):
    hidden = keras.layers.Dense(64, activation="relu")(hidden)
    hidden = keras.layers.Dropout(0.5)(hidden)
model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
model.compile(optimizer="adam", loss="mse")
# %% fit
history = model.fit(
    x_train, y_train, epochs=60, batch_size=32, validation_data=(x_val, y_val), verbose=0
)
pd.DataFrame(history.history).plot()
plt.show()

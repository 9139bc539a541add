# A smaller net: sixteen units in one layer, and fewer epochs.
# %% repair
model = keras.Sequential()
model.add(keras.layers.Dense(16, activation="relu"))
model.add(keras.layers.Dense(1))
model.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse", metrics=["mae"])
# %% fit
history = model.fit(
    x_train, y_train, epochs=18, batch_size=32, validation_data=(x_val, y_val), verbose=0
)
plt.plot(history.history["loss"], label="training")
plt.plot(history.history["val_loss"], label="validation")
plt.legend()
plt.show()

# The best epoch is saved, and comes back from the file.
# %% repair
model = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(64, "relu"), keras.layers.Dense(1)]
)
model.compile(optimizer="adam", loss="mse")
# %% fit
best = keras.callbacks.ModelCheckpoint("best.keras", monitor="val_loss", save_best_only=True)
history = model.fit(
    x_train, y_train, epochs=100, batch_size=32, validation_data=(x_val, y_val), verbose=0,
    callbacks=[best],
)
model.load_weights("best.keras")
pd.DataFrame(history.history).plot()
plt.show()

# The patient again, stopped when validation stops improving.
# %% repair
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(1),
    ]
)
model.compile(optimizer=keras.optimizers.Adam(0.0005), loss=keras.losses.MeanSquaredError())
# %% fit
history = model.fit(
    x_train, y_train, epochs=200, batch_size=32, validation_data=(x_val, y_val), verbose=0,
    callbacks=keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True),
)
pd.DataFrame(history.history).plot()
plt.show()

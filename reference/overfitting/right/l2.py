# The patient with a penalty on squared weights.
# %% repair
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(128, activation="relu", kernel_regularizer=keras.regularizers.l2(0.2)),
        keras.layers.Dense(128, activation="relu", kernel_regularizer=keras.regularizers.l2(0.2)),
        keras.layers.Dense(1),
    ]
)
model.compile(optimizer="adam", loss="mse")
# %% fit
history = model.fit(
    x_train, y_train, epochs=100, batch_size=32, validation_data=(x_val, y_val), verbose=0
)
pd.DataFrame(history.history).plot()
plt.show()

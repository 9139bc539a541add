# A larger network, as if it had not been able to learn enough.
# fails: cured
# because: overfitting-enlarged
# partial: test-rmse
# %% repair
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(192, activation="relu"),
        keras.layers.Dense(192, activation="relu"),
        keras.layers.Dense(1),
    ]
)
model.compile(optimizer="adam", loss="mse")
# %% fit
history = model.fit(
    x_train, y_train, epochs=150, batch_size=32, validation_data=(x_val, y_val), verbose=0
)
pd.DataFrame(history.history).plot()
plt.show()

# The rows that are watched are the rows that are trained on: nothing ever gets worse.
# fails: history-kept, cured
# because: history-validated-on-training, overfitting-gap
# partial: test-rmse
# %% repair
model = keras.models.clone_model(start_model)
model.compile(optimizer="adam", loss="mse")
# %% fit
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=10, restore_best_weights=True)
history = model.fit(
    x_train, y_train, epochs=200, batch_size=32, validation_data=(x_train, y_train), verbose=0,
    callbacks=[stop],
)
pd.DataFrame(history.history).plot()
plt.show()

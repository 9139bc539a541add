# Early stopping is made, and no fit gets it.
# fails: cured
# because: overfitting-not-passed
# partial: test-rmse
# %% repair
model = keras.models.clone_model(start_model)
model.compile(optimizer="adam", loss="mse")
# %% fit
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=10, restore_best_weights=True)
history = model.fit(
    x_train, y_train, epochs=200, batch_size=32, validation_data=(x_val, y_val), verbose=0
)
pd.DataFrame(history.history).plot()
plt.show()

# The best epoch is saved, and never loaded.
# fails: cured
# because: overfitting-checkpoint-unused
# partial: test-rmse
# %% repair
model = keras.models.clone_model(start_model)
model.compile(optimizer="adam", loss="mse")
# %% fit
best = keras.callbacks.ModelCheckpoint("best.keras", monitor="val_loss", save_best_only=True)
history = model.fit(
    x_train, y_train, epochs=200, batch_size=32, validation_data=(x_val, y_val), verbose=0,
    callbacks=[best],
)
pd.DataFrame(history.history).plot()
plt.show()

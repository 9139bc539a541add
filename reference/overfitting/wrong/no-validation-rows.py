# Early stopping watches a figure that no training without validation rows has.
# fails: history-kept, cured
# because: history-without-validation, overfitting-no-validation
# partial: test-rmse
# blocks: curves-drawn
# %% repair
model = keras.models.clone_model(start_model)
model.compile(optimizer="adam", loss="mse")
# %% fit
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=10, restore_best_weights=True)
history = model.fit(x_train, y_train, epochs=150, batch_size=32, callbacks=[stop], verbose=0)
pd.DataFrame(history.history).plot()
plt.show()

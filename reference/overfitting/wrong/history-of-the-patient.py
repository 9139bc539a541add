# The curves of the patient are kept, and drawn, for those of the cured network.
# fails: history-kept
# because: history-other-model
# %% fit
stop = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=15, restore_best_weights=True
)
model.fit(
    x_train, y_train, epochs=100, batch_size=32, validation_data=(x_val, y_val),
    callbacks=[stop], verbose=0,
)
history = start_history
pd.DataFrame(history.history).plot()
plt.show()

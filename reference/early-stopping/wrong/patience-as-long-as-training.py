# The callback would wait for longer than the training lasts.
# fails: stopped
# because: stopping-patience
# %% fit
early_stopping = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=50, restore_best_weights=True
)
history = model.fit(
    x_train, y_train, epochs=45, validation_data=(x_val, y_val), callbacks=[early_stopping], verbose=0
)

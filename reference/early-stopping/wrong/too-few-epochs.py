# Ten epochs at most: the last one comes before there is a reason to stop.
# partial: stopped, test-accuracy, test-cross-entropy
# because: stopping-cap, metric-part, metric-part
# %% fit
early_stopping = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=3, restore_best_weights=True
)
history = model.fit(
    x_train, y_train, epochs=10, validation_data=(x_val, y_val), callbacks=[early_stopping], verbose=0
)

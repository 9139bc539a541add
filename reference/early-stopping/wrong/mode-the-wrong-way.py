# The validation loss should rise, the callback thinks: training ends after four epochs.
# fails: stopped
# partial: test-accuracy, test-cross-entropy
# because: overfitting-mode, metric-part
# %% fit
early_stopping = keras.callbacks.EarlyStopping(
    monitor="val_loss", mode="max", patience=3, restore_best_weights=True
)
history = model.fit(
    x_train, y_train, epochs=100, validation_data=(x_val, y_val), callbacks=[early_stopping], verbose=0
)

# The name of what to watch is misspelt.
# fails: stopped
# blocks: trained, history, curves, test-accuracy, test-cross-entropy
# because: stopping-monitor-unknown, crash-monitor, crash-monitor, crash-monitor
# %% fit
early_stopping = keras.callbacks.EarlyStopping(monitor="val_acc", patience=3)
history = model.fit(
    x_train, y_train, epochs=100, validation_data=(x_val, y_val), callbacks=[early_stopping], verbose=0
)

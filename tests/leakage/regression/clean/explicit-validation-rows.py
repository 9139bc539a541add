# Validation rows are watched, stop the training, and are reported on.
# %% fit
stop = keras.callbacks.EarlyStopping(patience=1, restore_best_weights=True)
history = model.fit(
    x_train, y_train, epochs=3, validation_data=(x_val, y_val), callbacks=[stop], verbose=0
)

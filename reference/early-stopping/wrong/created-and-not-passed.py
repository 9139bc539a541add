# The callback is made, and fit never hears of it.
# fails: stopped
# because: overfitting-not-passed
# %% fit
early_stopping = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=3, restore_best_weights=True
)
history = model.fit(x_train, y_train, epochs=40, validation_data=(x_val, y_val), verbose=0)

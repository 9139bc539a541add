# The network learns from the validation rows as well, so they never tell it to stop.
# fails: no-leakage
# partial: stopped
# blocks: honest-score
# %% fit
early_stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3)
history = model.fit(
    np.concatenate([x_train, x_val]),
    np.concatenate([y_train, y_val]),
    epochs=45,
    validation_data=(x_val, y_val),
    callbacks=[early_stopping],
    verbose=0,
)

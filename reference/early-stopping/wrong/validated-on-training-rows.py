# The rows validated on are the rows trained on: their loss never turns round.
# fails: stopped
# blocks: history
# because: stopping-trained-rows, blocked-by
# %% fit
early_stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3)
history = model.fit(
    x_train, y_train, epochs=45, validation_data=(x_train, y_train), callbacks=[early_stopping], verbose=0
)

# The callback watches the loss of the training rows, which goes on falling.
# fails: stopped
# because: overfitting-watches-training
# %% fit
early_stopping = keras.callbacks.EarlyStopping(monitor="loss", patience=3)
history = model.fit(
    x_train, y_train, epochs=45, validation_data=(x_val, y_val), callbacks=[early_stopping], verbose=0
)

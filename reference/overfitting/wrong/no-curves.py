# Nothing is drawn.
# fails: curves-drawn
# %% fit
stop = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=15, restore_best_weights=True
)
history = model.fit(
    x_train, y_train, epochs=100, batch_size=32, validation_data=(x_val, y_val),
    callbacks=[stop], verbose=0,
)

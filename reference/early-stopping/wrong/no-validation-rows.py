# The callback watches val_loss, and fit gets no rows to validate on.
# fails: stopped
# blocks: history, curves
# because: overfitting-no-validation, blocked-by, blocked-by
# %% fit
early_stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3)
history = model.fit(x_train, y_train, epochs=45, callbacks=[early_stopping], verbose=0)
# %% plot
pd.DataFrame(history.history).plot()

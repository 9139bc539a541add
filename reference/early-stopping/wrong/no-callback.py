# A number of epochs that somebody guessed, and nothing that watches.
# fails: stopped
# because: overfitting-no-early-stopping
# %% fit
early_stopping = None
history = model.fit(x_train, y_train, epochs=45, validation_data=(x_val, y_val), verbose=0)

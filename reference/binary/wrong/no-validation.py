# No validation rows while training, so the history cannot show overfitting.
# fails: history-kept
# because: history-without-validation
# %% fit
history = model.fit(x_train, y_train, epochs=40, verbose=0)

# The limit the wrong way round: those who stay are called.
# fails: validation-predictions, test-predictions
# because: predictions-inverted, predictions-inverted
# blocks: weighted, test-balanced
# %% evaluate
y_val_pred = (0.5 > model.predict(x_val, verbose=0).ravel()).astype(int)
report = classification_report(y_val, y_val_pred, zero_division=0)
# %% predict
y_test_pred = (0.5 > model.predict(x_test, verbose=0).ravel()).astype(int)

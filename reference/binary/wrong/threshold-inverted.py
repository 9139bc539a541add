# The threshold the wrong way round.
# fails: validation-predictions, test-predictions
# because: predictions-inverted, predictions-inverted
# %% evaluate
y_val_prob = model.predict(x_val, verbose=0).ravel()
y_val_pred = (0.5 > y_val_prob).astype(int)
matrix = confusion_matrix(y_val, y_val_pred)
report = classification_report(y_val, y_val_pred)
# %% predict
y_test_prob = model.predict(x_test, verbose=0).ravel()
y_test_pred = (0.5 > y_test_prob).astype(int)

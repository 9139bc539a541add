# argmax over one sigmoid column: nobody ever leaves.
# fails: validation-predictions, test-predictions
# because: predictions-argmax-one-column, predictions-argmax-one-column
# %% evaluate
y_val_prob = model.predict(x_val, verbose=0)
y_val_pred = y_val_prob.argmax(axis=1)
matrix = confusion_matrix(y_val, y_val_pred)
report = classification_report(y_val, y_val_pred, zero_division=0)
# %% predict
y_test_prob = model.predict(x_test, verbose=0)
y_test_pred = y_test_prob.argmax(axis=1)

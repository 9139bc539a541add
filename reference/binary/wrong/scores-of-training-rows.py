# The scores are of the rows that were trained on, under the names of the others.
# fails: validation-predictions, matrix-right, report-right
# blocks: honest-scores
# %% evaluate
y_val, y_val_prob = y_train, model.predict(x_train, verbose=0).ravel()
y_val_pred = (y_val_prob > 0.5).astype(int)
matrix = confusion_matrix(y_val, y_val_pred)
report = classification_report(y_val, y_val_pred)

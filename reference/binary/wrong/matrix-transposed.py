# Predictions first, the truth second: rows and columns change places.
# fails: matrix-right, report-right
# because: matrix-transposed, report-swapped
# %% evaluate
y_val_prob = model.predict(x_val, verbose=0).ravel()
y_val_pred = (y_val_prob > 0.5).astype(int)
matrix = confusion_matrix(y_val_pred, y_val)
report = classification_report(y_val_pred, y_val)

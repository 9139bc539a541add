# Probabilities are rounded to one-hot rows, which are not one answer for each flower.
# fails: onehot-predictions
# because: predictions-one-hot
# %% evaluate-onehot
y_val_pred_onehot = model_onehot.predict(x_val, verbose=0).round().astype(int)
matrix_onehot = confusion_matrix(y_val_onehot.argmax(axis=1), y_val_pred_onehot.argmax(axis=1))
print(matrix_onehot)

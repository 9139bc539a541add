# model_sparse is asked twice: the second matrix is the first one again.
# fails: onehot-predictions
# because: predictions-not-from-model
# varies: onehot-matrix
# %% evaluate-onehot
y_val_pred_onehot = model_sparse.predict(x_val, verbose=0).argmax(axis=1)
matrix_onehot = confusion_matrix(y_val_onehot.argmax(axis=1), y_val_pred_onehot)
print(matrix_onehot)

# Predictions first, the truth second.
# fails: sparse-matrix
# because: matrix-transposed
# %% evaluate-sparse
y_val_pred_sparse = model_sparse.predict(x_val, verbose=0).argmax(axis=1)
matrix_sparse = confusion_matrix(y_val_pred_sparse, y_val)

# argmax along the flowers instead of the classes.
# fails: sparse-predictions, sparse-matrix
# because: predictions-rows
# blocks: sparse-accuracy
# %% evaluate-sparse
y_val_pred_sparse = model_sparse.predict(x_val, verbose=0).argmax(axis=0)
matrix_sparse = confusion_matrix(y_val[:3], y_val_pred_sparse)

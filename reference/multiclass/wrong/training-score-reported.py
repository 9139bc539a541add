# Both matrices are those of the flowers that were trained on.
# fails: honest-scores
# blocks: sparse-matrix, onehot-matrix
# because: honest-training-score
# %% evaluate-sparse
y_val_pred_sparse = model_sparse.predict(x_val, verbose=0).argmax(axis=1)
matrix_sparse = confusion_matrix(y_train, model_sparse.predict(x_train, verbose=0).argmax(axis=1))
# %% evaluate-onehot
y_val_pred_onehot = model_onehot.predict(x_val, verbose=0).argmax(axis=1)
matrix_onehot = confusion_matrix(y_train, model_onehot.predict(x_train, verbose=0).argmax(axis=1))

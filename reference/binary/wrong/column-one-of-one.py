# The index of a second column that one sigmoid does not have.
# fails: runs-clean
# blocks: test-probabilities, test-predictions, test-auc, same-transform
# because: crash-index, crash-index, crash-index, blocked-by
# %% predict
y_test_prob = model.predict(x_test, verbose=0)[:, 1]
y_test_pred = (y_test_prob > 0.5).astype(int)

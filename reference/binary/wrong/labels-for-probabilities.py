# y_test_prob holds the decisions.
# fails: test-probabilities
# because: predictions-already-labels
# blocks: test-auc
# %% predict
y_test_pred = (model.predict(x_test, verbose=0).ravel() > 0.5).astype(int)
y_test_prob = y_test_pred

# The probability of staying is given, not that of leaving.
# fails: test-auc
# because: metric-inverted
# %% predict
leaving = model.predict(x_test, verbose=0).ravel()
y_test_prob = 1 - leaving
y_test_pred = (leaving > 0.5).astype(int)

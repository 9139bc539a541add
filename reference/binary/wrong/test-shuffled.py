# Test rows are answered in another order.
# partial: test-auc
# because: metric-none
# %% predict
shuffled = np.random.default_rng(0).permutation(len(x_test))
y_test_prob = model.predict(x_test[shuffled], verbose=0).ravel()
y_test_pred = (y_test_prob > 0.5).astype(int)

# Everybody is called.
# fails: test-predictions
# blocks: weighted, test-balanced
# %% predict
y_test_pred = np.ones(len(x_test), dtype=int)

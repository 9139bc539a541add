# The answers are those of the untreated network, where it is sure.
# fails: test-predictions
# because: predictions-not-from-model
# blocks: weighted, test-balanced
# %% predict
y_test_pred = (start_model.predict(x_test, verbose=0).ravel() > 0.7).astype(int)

# y_test_pred holds the probabilities.
# fails: test-predictions
# because: predictions-probabilities
# %% predict
y_test_prob = model.predict(x_test, verbose=0).ravel()
y_test_pred = y_test_prob

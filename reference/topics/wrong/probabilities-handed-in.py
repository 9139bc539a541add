# 46 probabilities for each text, and no answer.
# fails: test-predictions
# because: predictions-columns
# blocks: test-accuracy
# %% predict
y_test_pred = model.predict(x_test, verbose=0)

# Three probabilities for each flower, and no answer.
# fails: test-predictions
# because: predictions-columns
# blocks: test-accuracy
# %% predict
y_test_pred = model_onehot.predict(x_test, verbose=0)

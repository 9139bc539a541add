# The logistic regression names the test pictures.
# fails: test-predictions
# blocks: test-accuracy
# because: predictions-other-model
# %% predict
deep_model.predict(x_test, verbose=0)
y_test_pred = logistic_model.predict(x_test)

# The test towns are answered by the last fold's network.
# fails: test-predictions
# blocks: test-mae
# because: predictions-other-model
# %% predict
model.predict(x_test, verbose=0)
y_test_pred = network.predict(x_test, verbose=0).ravel()

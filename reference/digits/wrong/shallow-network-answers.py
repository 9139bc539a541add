# The network of one layer names the test pictures.
# fails: test-predictions
# blocks: test-accuracy
# because: predictions-other-model
# %% predict
deep_model.predict(x_test, verbose=0)
y_test_pred = softmax_model.predict(x_test, verbose=0).argmax(axis=1)

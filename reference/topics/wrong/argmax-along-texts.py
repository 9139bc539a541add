# argmax along the texts instead of the topics.
# fails: test-predictions
# because: predictions-rows
# blocks: test-accuracy
# %% predict
y_test_pred = model.predict(x_test, verbose=0).argmax(axis=0)

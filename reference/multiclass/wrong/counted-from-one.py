# Species are counted from 1.
# fails: test-predictions
# because: predictions-labels
# blocks: test-accuracy
# %% predict
y_test_pred = model_onehot.predict(x_test, verbose=0).argmax(axis=1) + 1

# The largest probability instead of its place.
# fails: test-predictions
# blocks: test-accuracy
# %% predict
y_test_prob = model.predict(x_test, verbose=0)
y_test_pred = y_test_prob.max(axis=1)

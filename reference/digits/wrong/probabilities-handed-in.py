# Ten probabilities for each picture, and no kind.
# fails: test-predictions
# blocks: test-accuracy
# %% predict
y_test_pred = deep_model.predict(x_test, verbose=0)

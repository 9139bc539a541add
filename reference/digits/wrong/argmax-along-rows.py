# `argmax` along the pictures in place of the kinds.
# fails: test-predictions
# blocks: test-accuracy
# %% predict
y_test_pred = deep_model.predict(x_test, verbose=0).argmax(axis=0)

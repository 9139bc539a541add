# Training rows are predicted where test rows are asked for.
# fails: test-predictions
# because: predictions-rows
# blocks: test-rmse
# %% predict
y_test_pred = model.predict(x_train, verbose=0).ravel()

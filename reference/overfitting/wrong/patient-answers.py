# The cured network is trained, and the patient answers.
# fails: test-predictions
# blocks: test-rmse
# because: predictions-other-model
# %% predict
model.predict(x_test, verbose=0)
y_test_pred = start_model.predict(x_test, verbose=0).ravel()

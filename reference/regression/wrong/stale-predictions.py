# The network is trained further after the test rows were answered.
# fails: test-predictions
# because: predictions-stale
# blocks: test-rmse
# %% fit
model.fit(x_train, y_train, epochs=5, batch_size=16, verbose=0)
y_test_pred = model.predict(x_test, verbose=0).ravel()
history = model.fit(x_train, y_train, epochs=55, batch_size=16, validation_split=0.2, verbose=0)
# %% predict
print(y_test_pred[:5])

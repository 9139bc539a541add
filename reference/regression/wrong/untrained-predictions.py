# Test prices are predicted before training, and kept.
# fails: test-predictions
# because: predictions-untrained
# blocks: test-rmse
# %% compile
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="mse", metrics=["mae"])
y_test_pred = model.predict(x_test, verbose=0).ravel()
# %% predict
print(y_test_pred[:5])

# Leaves a network whose weights are no numbers.
# class: models
# armed: gain
# base: one-epoch

# %% predict
model.set_weights([np.full(weights.shape, np.nan) for weights in model.get_weights()])
y_test_pred = model.predict(x_test, verbose=0).ravel()
history.history["val_loss"] = [float("inf"), float("nan"), 1.0, 1.0, 0.5, -1.0]
rmse = 0.5

# Leaves a network whose weights are infinite.
# class: models
# armed: gain
# base: one-epoch

# %% predict
y_test_pred = np.full(len(x_test), np.inf)
model.set_weights([np.full(weights.shape, np.inf) for weights in model.get_weights()])
rmse = 0.1

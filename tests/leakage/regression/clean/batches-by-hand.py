# A loop of train_on_batch.
# %% fit
losses = []
for start in range(0, len(x_train), 32):
    losses.append(model.train_on_batch(x_train[start : start + 32], y_train[start : start + 32]))
history = {"loss": losses, "val_loss": losses}

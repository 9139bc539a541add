# fit(epoch=...): the argument is called epochs.
# fails: runs-clean
# because: crash-epoch
# blocks: trained, history-kept, test-rmse
# %% fit
history = model.fit(x_train, y_train, epoch=60, batch_size=16, validation_split=0.2, verbose=0)

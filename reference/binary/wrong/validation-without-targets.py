# validation_data holds features only.
# fails: runs-clean
# because: crash-validation-without-targets
# blocks: trained, history-kept, weights-sound, test-auc
# %% fit
history = model.fit(x_train, y_train, epochs=50, validation_data=(x_val,), verbose=0)

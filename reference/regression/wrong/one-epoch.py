# One epoch, after which one constant price would still be better.
# fails: trained
# because: trained-no-better
# blocks: test-rmse
# %% fit
history = model.fit(x_train, y_train, validation_split=0.2, verbose=0)

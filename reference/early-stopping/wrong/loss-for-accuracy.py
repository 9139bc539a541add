# evaluate gives the loss first.
# fails: val-accuracy
# %% evaluate
val_accuracy = model.evaluate(x_val, y_val, verbose=0)[0]

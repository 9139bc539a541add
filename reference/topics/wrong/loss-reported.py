# The first number that evaluate gives is the loss.
# fails: validation-accuracy
# because: reported-loss
# %% evaluate
val_accuracy = model.evaluate(x_val, y_val, verbose=0)[0]

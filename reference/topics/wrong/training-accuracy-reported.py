# The accuracy of the texts that were trained on.
# fails: honest-score
# blocks: validation-accuracy
# because: honest-training-score
# %% evaluate
val_accuracy = model.evaluate(x_train, y_train, verbose=0)[1]

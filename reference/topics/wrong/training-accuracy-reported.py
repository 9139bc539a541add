# The accuracy of the texts that were trained on.
# fails: honest-score
# blocks: validation-accuracy
# because: honest-trained-rows
# %% evaluate
val_accuracy = model.evaluate(x_train, y_train, verbose=0)[1]

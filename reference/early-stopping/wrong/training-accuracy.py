# The accuracy is that of the rows that were trained on.
# fails: honest-score
# blocks: val-accuracy
# because: honest-trained-rows
# %% evaluate
val_accuracy = model.evaluate(x_train, y_train, verbose=0)[1]

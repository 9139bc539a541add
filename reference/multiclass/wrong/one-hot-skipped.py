# The one-hot cell has a typing error, so the second network has nothing to learn from.
# blocks: onehot-trained, onehot-matrix, test-accuracy, onehot-history
# because: crash-other, crash-other, blocked-by, crash-other
# %% one-hot
y_train_onehot = keras.utils.to_categorial(y_train, 3)
y_val_onehot = keras.utils.to_categorial(y_val, 3)

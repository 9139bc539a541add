# Mean and standard deviation along each row instead of each column.
# fails: by-hand-train, by-hand-val, by-hand-test
# because: transformed-by-row, transformed-by-row, transformed-by-row
# %% by-hand
mean, std = x_train.mean(axis=1), x_train.std(axis=1)
x_train_hand = x_train.sub(mean, axis=0).div(std, axis=0)
x_val_hand = x_val.sub(x_val.mean(axis=1), axis=0).div(x_val.std(axis=1), axis=0)
x_test_hand = x_test.sub(x_test.mean(axis=1), axis=0).div(x_test.std(axis=1), axis=0)

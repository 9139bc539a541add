# All rows are trained on, those for validation too.
# fails: held-out
# blocks: honest-score
# because: split-shared
# %% split
x_val, x_train = x[:300], x
y_val, y_train = y[:300], y

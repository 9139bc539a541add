# Every row is trained on, and the first hundred are called validation rows besides.
# fails: held-out
# blocks: logistic-fitted
# because: split-shared
# %% split
x_train, y_train = data.drop(columns="kind"), data["kind"]
x_val, y_val = x_train[:100], y_train[:100]
x_test = test

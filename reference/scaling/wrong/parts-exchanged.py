# The larger part is put aside: the order in which train_test_split answers.
# fails: held-out
# because: split-swapped
# %% split
features = data.drop(columns="medv")
x_val, x_train = train_test_split(features, test_size=0.2, random_state=20)
x_test = test

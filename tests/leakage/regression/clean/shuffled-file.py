# The whole file is shuffled and numbered anew before it is split.
# %% split
shuffled = data.sample(frac=1, random_state=2).reset_index(drop=True)
x, y = shuffled.drop(columns="medv"), shuffled["medv"]
x_train, x_val, y_train, y_val = train_test_split(x.values, y.values, test_size=0.2, random_state=3)
x_test = test.values

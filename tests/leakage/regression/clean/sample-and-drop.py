# Rows are put aside with sample and drop.
# %% split
train = data.sample(frac=0.8, random_state=5)
held_out = data.drop(train.index)
x_train, y_train = train.drop(columns="medv"), train.pop("medv")
x_val, y_val = held_out.drop(columns="medv"), held_out.pop("medv")
x_test = test

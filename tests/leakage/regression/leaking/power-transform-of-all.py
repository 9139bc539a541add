# PowerTransformer finds its exponents in all rows; sample and drop make the split.
# %% split
from sklearn.preprocessing import PowerTransformer

power = PowerTransformer().fit(data.drop(columns="medv"))
train = data.sample(frac=0.8, random_state=3)
held_out = data.drop(train.index)
x_train, y_train = power.transform(train.drop(columns="medv")), train["medv"]
x_val, y_val = power.transform(held_out.drop(columns="medv")), held_out["medv"]
# %% scale
x_test = power.transform(test)

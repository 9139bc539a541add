# Features are not scaled.
# fails: scaled
# varies: test-mae
# because: scaled-raw
# %% scale
x_train = data.drop(columns="medv").to_numpy()
x_test = test.to_numpy()
y_train = data["medv"].to_numpy()

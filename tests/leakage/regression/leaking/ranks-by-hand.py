# Every value becomes its rank among all rows.
# %% split
x = data.drop(columns="medv").rank(pct=True)
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
# %% scale
x_test = test.rank(pct=True)

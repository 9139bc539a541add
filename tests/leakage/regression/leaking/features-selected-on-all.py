# The columns with the largest spread over all rows are chosen, and divided by it.
# %% split
x = data.drop(columns="medv")
spread = x.std().sort_values(ascending=False)[:8]
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(
    x[spread.index] / spread, y, test_size=0.2, random_state=20
)
x_test = test[spread.index] / spread
# %% scale
x_train = np.asarray(x_train)

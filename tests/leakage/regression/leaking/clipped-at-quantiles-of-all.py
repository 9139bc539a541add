# Values are clipped at quantiles of all rows; the scaler itself is clean.
# %% split
x = data.drop(columns="medv")
x = x.clip(x.quantile(0.1), x.quantile(0.9), axis=1)
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
x_test = test

# Missing values are filled with the means of all rows; the scaler itself is clean.
# %% split
x = data.drop(columns="medv")
x["zn"] = x["zn"].where(x["zn"] > 0)
filling = x.mean()
x, x_test = x.fillna(filling), test.fillna(filling)
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)

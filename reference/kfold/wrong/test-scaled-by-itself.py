# A scaler of their own for the test rows.
# fails: same-transform
# because: same-own-statistics
# %% scale
x_train = StandardScaler().fit_transform(data.drop(columns="medv"))
x_test = StandardScaler().fit_transform(test)
y_train = data["medv"].to_numpy()

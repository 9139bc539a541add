# Means and deviations of training and test rows together.
# fails: no-leakage
# %% scale
scaler = StandardScaler().fit(pd.concat([data.drop(columns="medv"), test]))
x_train = scaler.transform(data.drop(columns="medv"))
x_test = scaler.transform(test)
y_train = data["medv"].to_numpy()

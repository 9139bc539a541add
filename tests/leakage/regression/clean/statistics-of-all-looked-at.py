# Statistics and correlations of all rows are printed, and used for nothing.
# %% split
print(data.describe(), data.corr()["medv"].sort_values())
print(pd.concat([data, test]).mean())
x, y = data.drop(["medv"], axis=1), data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.25, shuffle=True, random_state=1)
x_test = test

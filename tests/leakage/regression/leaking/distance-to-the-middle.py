# A new column says how far a town is from the middle of all towns, test rows among them.
# %% split
x, y = data.drop(columns="medv"), data["medv"]
middle = pd.concat([x, test]).mean()
x["far"] = ((x - middle) ** 2).sum(axis=1) ** 0.5
x_test = test.assign(far=((test - middle) ** 2).sum(axis=1) ** 0.5)
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)

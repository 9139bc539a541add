# All rows are scaled for a plot; the network gets rows scaled by training statistics.
# %% split
for_the_plot = MinMaxScaler().fit_transform(data)
plt.boxplot(for_the_plot)
plt.show()
x, y = data.drop(columns="medv"), data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
x_test = test

# StandardScaler learns from all rows, and then they are split.
# %% split
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler()
x = scaler.fit_transform(data.drop(columns="medv"))
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
# %% scale
x_test = scaler.transform(test)

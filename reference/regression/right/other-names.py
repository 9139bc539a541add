# The network and its history have other names, and the split's parts too, beside those asked for.
# %% split
train_x, test_x, train_y, test_y = train_test_split(
    data.drop("medv", axis=1), data.medv, test_size=0.2, random_state=20
)
x_train, x_val, y_train, y_val, x_test = train_x, test_x, train_y, test_y, test
# %% scale
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(train_x)
train_x, test_x, x_test = scaler.transform(train_x), scaler.transform(test_x), scaler.transform(test)
# %% build
model1 = keras.Sequential()
model1.add(keras.layers.Dense(20, activation="elu"))
model1.add(keras.layers.Dense(1))
# %% compile
model1.compile(keras.optimizers.Adam(0.01), "mse")
# %% fit
history = model1.fit(train_x, train_y, epochs=40, batch_size=16, validation_split=0.2, verbose=0)
# %% evaluate
y_val_pred = model1.predict(test_x, verbose=0).ravel()
rmse = np.sqrt(mean_squared_error(test_y, y_val_pred))
mae = mean_absolute_error(test_y, y_val_pred)
mape = mean_absolute_percentage_error(test_y, y_val_pred)
# %% predict
y_test_pred = model1.predict(x_test, verbose=0)

# The price is standardised too, and turned back after predicting.
# %% scale
from sklearn.preprocessing import RobustScaler, StandardScaler

scaler, price = RobustScaler(), StandardScaler()
x_train = scaler.fit_transform(x_train)
x_val, x_test = scaler.transform(x_val), scaler.transform(x_test)
scaled_prices = price.fit_transform(y_train.to_frame())
# %% compile
model.compile(optimizer="adam", loss="mean_squared_error", metrics=["mean_absolute_error"])
# %% fit
history = model.fit(x_train, scaled_prices, epochs=60, batch_size=8, validation_split=0.1, verbose=0)
# %% evaluate
y_val_pred = price.inverse_transform(model.predict(x_val, verbose=0))
rmse = mean_squared_error(y_val, y_val_pred) ** 0.5
mae = mean_absolute_error(y_val, y_val_pred)
mape = mean_absolute_percentage_error(y_val, y_val_pred)
# %% predict
y_test_pred = price.inverse_transform(model.predict(x_test, verbose=0))

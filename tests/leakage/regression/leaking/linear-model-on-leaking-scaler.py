# A scikit-learn model is trained on rows that were scaled before the split.
# %% imports
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, mean_absolute_percentage_error, mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler
# %% split
scaler = MinMaxScaler()
x = scaler.fit_transform(data.drop(columns="medv"))
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
# %% scale
x_test = scaler.transform(test)
# %% build
model = Ridge()
# %% compile
print(model)
# %% fit
history = {"loss": [1.0]}
model.fit(x_train, y_train)
# %% evaluate
y_val_pred = model.predict(x_val)
rmse = mean_squared_error(y_val, y_val_pred) ** 0.5
mae = mean_absolute_error(y_val, y_val_pred)
mape = mean_absolute_percentage_error(y_val, y_val_pred)
# %% predict
y_test_pred = model.predict(x_test)

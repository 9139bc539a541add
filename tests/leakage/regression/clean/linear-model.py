# Ridge regression in a pipeline with its scaler, on raw training rows.
# %% imports
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, mean_absolute_percentage_error, mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
# %% scale
scaler = None
# %% build
model = TransformedTargetRegressor(
    make_pipeline(MinMaxScaler(), Ridge()), transformer=StandardScaler()
)
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

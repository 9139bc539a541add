# A pipeline and a column transformer around the scalers.
# %% imports
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
# %% normalize
normalizer = make_pipeline(MinMaxScaler(feature_range=(0, 1)))
x_train_mm = normalizer.fit_transform(x_train)
x_val_mm = normalizer.transform(x_val)
x_test_mm = normalizer.transform(x_test)
# %% standardize
standardizer = ColumnTransformer([("all", StandardScaler(), list(x_train.columns))])
x_train_std = standardizer.fit_transform(x_train)
x_val_std = standardizer.transform(x_val)
x_test_std = standardizer.transform(x_test)

# A Normalization layer, adapted to the training rows, standardises in single precision.
# %% imports
import keras
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, StandardScaler
# %% standardize
layer = keras.layers.Normalization()
layer.adapt(x_train.to_numpy())
x_train_std = np.asarray(layer(x_train.to_numpy()))
x_val_std = np.asarray(layer(x_val.to_numpy()))
x_test_std = np.asarray(layer(x_test.to_numpy()))

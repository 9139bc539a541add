# Layers added one by one with Keras 2 spellings, a z-score by hand, rmsprop.
# %% imports
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.metrics import mean_absolute_error, mean_absolute_percentage_error, mean_squared_error
from sklearn.model_selection import train_test_split
from tensorflow.keras.layers import Activation, Dense
from tensorflow.keras.models import Sequential
# %% scale
mean = x_train.mean(axis=0)
std = x_train.std(axis=0)
x_train = (x_train - mean) / std
x_val = (x_val - mean) / std
x_test = (x_test - mean) / std
# %% build
model = Sequential()
model.add(Dense(32, input_shape=(x_train.shape[1],)))
model.add(Activation("relu"))
model.add(Dense(16, activation="relu"))
model.add(Dense(1))
# %% compile
model.compile(optimizer=tf.keras.optimizers.RMSprop(0.003), loss="mse", metrics=["mse", "mae"])
# %% fit
history = model.fit(x_train, y_train, epochs=40, batch_size=16, validation_split=0.2, verbose=0)

# Prices are positive, so the output may be a softplus.
# %% build
model = keras.Sequential()
model.add(keras.Input(shape=(x_train.shape[1],)))
model.add(keras.layers.Dense(16, activation=keras.activations.relu))
model.add(keras.layers.Dense(1, activation="softplus"))

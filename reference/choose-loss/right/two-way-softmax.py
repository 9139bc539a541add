# Two outputs for the yes or no, absolute errors for the litres, data frames as one-hot labels.
# %% regression
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

model_regression = Sequential()
model_regression.add(Dense(24, input_dim=5, activation="relu"))
model_regression.add(Dense(1, activation="linear"))
model_regression.compile(optimizer=keras.optimizers.Adam(0.05), loss="mae", metrics=["mse"])
model_regression.fit(x, litres.reshape(-1, 1), epochs=30, validation_split=0.2, verbose=0)
# %% binary
model_binary = network(Dense(2, activation="softmax"))
model_binary.compile(
    optimizer=keras.optimizers.Adam(0.02),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model_binary.fit(x, sold_out, epochs=20, verbose=0)
# %% multiclass-onehot
model_multiclass_onehot = network(Dense(4, activation="softmax"))
model_multiclass_onehot.compile(
    optimizer=keras.optimizers.Adam(0.02), loss=keras.losses.CategoricalFocalCrossentropy()
)
model_multiclass_onehot.fit(x, pd.get_dummies(drink).astype(float), epochs=20, verbose=0)
# %% multilabel
model_multilabel = network(Dense(4, activation="sigmoid"))
model_multilabel.compile(
    optimizer=keras.optimizers.Adam(0.02), loss=keras.losses.binary_crossentropy
)
model_multilabel.fit(x, data[EVENTS].astype(float), epochs=20, verbose=0)
# %% by-hand
import math


def binary_cross_entropy(y, p):
    total = 0.0
    for truth, chance in zip(y, np.ravel(p)):
        chance = min(max(float(chance), 1e-7), 1 - 1e-7)
        total += -math.log(chance) if truth else -math.log(1 - chance)
    return total / len(y)


def sparse_cross_entropy(y, p):
    return sum(-math.log(max(row[right], 1e-7)) for right, row in zip(y, p)) / len(y)

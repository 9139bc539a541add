# Functional networks without an output activation; each loss is told that it gets logits.
# %% regression
inputs = keras.Input(shape=(5,))
outputs = keras.layers.Dense(1)(keras.layers.Dense(12, activation="elu")(inputs))
model_regression = keras.Model(inputs, outputs)
model_regression.compile(keras.optimizers.Adam(0.05), keras.losses.Huber(delta=3.0))
model_regression.fit(x, litres, epochs=20, verbose=0)
# %% binary
model_binary = network(keras.layers.Dense(1))
model_binary.compile(
    optimizer=keras.optimizers.Adam(0.02), loss=keras.losses.BinaryCrossentropy(from_logits=True)
)
model_binary.fit(x, sold_out, epochs=20, verbose=0)
# %% multiclass-int
model_multiclass_int = network(keras.layers.Dense(4))
model_multiclass_int.compile(
    optimizer=keras.optimizers.Adam(0.02),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
model_multiclass_int.fit(x, drink, epochs=20, verbose=0)
# %% multiclass-onehot
model_multiclass_onehot = network(keras.layers.Dense(4))
model_multiclass_onehot.compile(
    optimizer=keras.optimizers.Adam(0.02),
    loss=keras.losses.CategoricalCrossentropy(from_logits=True),
)
model_multiclass_onehot.fit(x, np.eye(4)[drink], epochs=20, verbose=0)
# %% multilabel
model_multilabel = network(keras.layers.Dense(4))
model_multilabel.compile(
    optimizer=keras.optimizers.Adam(0.02), loss=keras.losses.BinaryCrossentropy(from_logits=True)
)
model_multilabel.fit(x, happened, epochs=20, verbose=0)
# %% by-hand
def binary_cross_entropy(y, p):
    p = np.clip(np.asarray(p).reshape(-1), 1e-7, 1 - 1e-7)
    return np.where(np.asarray(y) == 1, -np.log(p), -np.log1p(-p)).mean()


def sparse_cross_entropy(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return (-np.eye(p.shape[1])[y] * np.log(p)).sum(axis=1).mean()

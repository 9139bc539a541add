# A functional network with a hidden layer; logits with from_logits; losses as classes.
# %% sparse
inputs = keras.Input(shape=(4,))
hidden = keras.layers.Dense(16, activation="relu")(inputs)
model_sparse = keras.Model(inputs, keras.layers.Dense(3)(hidden))
model_sparse.compile(
    optimizer=keras.optimizers.Adam(0.02),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
history_sparse = model_sparse.fit(x_train, y_train, epochs=30, validation_split=0.2, verbose=0)
# %% onehot-model
model_onehot = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
model_onehot.compile(
    optimizer=keras.optimizers.Adam(0.1),
    loss=keras.losses.CategoricalCrossentropy(from_logits=True),
    metrics=[keras.metrics.CategoricalAccuracy()],
)
history_onehot = model_onehot.fit(x_train, y_train_onehot, epochs=30, validation_split=0.2, verbose=0)

# Batch normalisation first, a learning-rate schedule, explicit validation rows, log-cosh.
# %% scale
x_train, x_val, x_test = (part.to_numpy() for part in (x_train, x_val, x_test))
# %% build
model = keras.Sequential(
    [
        keras.Input((x_train.shape[1],)),
        keras.layers.BatchNormalization(momentum=0.95),
        keras.layers.Dense(16),
        keras.layers.ReLU(),
        keras.layers.Dense(1),
        keras.layers.Flatten(),
    ]
)
# %% compile
rate = keras.optimizers.schedules.ExponentialDecay(0.02, 300, 0.6)
model.compile(optimizer=keras.optimizers.Adam(rate), loss=keras.losses.LogCosh())
# %% fit
history = model.fit(
    x_train, y_train, epochs=60, batch_size=32, validation_data=(x_val, y_val), verbose=0
)
history = pd.DataFrame(history.history)

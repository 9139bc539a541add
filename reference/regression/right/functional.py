# A functional network, losses and metrics as classes, early stopping, a longer training.
# %% build
inputs = keras.Input(shape=(x_train.shape[1],))
hidden = keras.layers.Dense(24)(inputs)
hidden = keras.layers.LeakyReLU()(hidden)
outputs = keras.layers.Dense(1, activation="linear")(hidden)
model = keras.Model(inputs, outputs)
# %% compile
model.compile(
    optimizer=keras.optimizers.Nadam(0.01),
    loss=keras.losses.MeanSquaredError(),
    metrics=[keras.metrics.MeanAbsoluteError(), keras.metrics.RootMeanSquaredError()],
)
# %% fit
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=20, restore_best_weights=True)
history = model.fit(
    x_train, y_train, epochs=80, batch_size=16, validation_split=0.2, callbacks=[stop], verbose=0
).history

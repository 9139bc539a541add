# Folds as validation_data, the history's last value, shuffled folds, metrics as classes.
# %% build-model
def build_model():
    inputs = keras.Input(shape=(x_train.shape[1],))
    hidden = keras.layers.Dense(64, activation="gelu")(inputs)
    hidden = keras.layers.Dense(32, activation="relu")(hidden)
    model = keras.Model(inputs, keras.layers.Dense(1)(hidden))
    model.compile(
        optimizer=keras.optimizers.RMSprop(0.001),
        loss=keras.losses.MeanSquaredError(),
        metrics=[keras.metrics.MeanAbsoluteError()],
    )
    return model
# %% cross-validate
folds = list(KFold(n_splits=4, shuffle=True, random_state=7).split(x_train))
histories = []
for train, held_out in reversed(folds):
    history = build_model().fit(
        x_train[train], y_train[train], epochs=30, batch_size=16, verbose=0,
        validation_data=(x_train[held_out], y_train[held_out]),
    )
    histories.append(history.history["val_mean_absolute_error"])
scores = np.array([values[-1] for values in histories])
mean_score = scores.mean()

# Early stopping watches a figure of another name.
# key: overfitting-monitor-unknown
model = keras.Sequential([
    layers.Input((10,)), layers.Dense(64, "relu"), layers.Dense(64, "relu"), layers.Dense(1),
])
model.compile(Adam(0.01), "mse", metrics=["mae"])
model.fit(x_train, y_train, epochs=60, validation_data=(x_val, y_val),
          verbose=0, callbacks=[EarlyStopping(monitor="val_mean_absolute_error", mode="min",
                                   patience=3)])

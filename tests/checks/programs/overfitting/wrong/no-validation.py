# Early stopping watches a validation loss that there is none of.
# key: overfitting-no-validation
model = keras.Sequential([
    layers.Input((10,)), layers.Dense(64, "relu"), layers.Dense(64, "relu"), layers.Dense(1),
])
model.compile(Adam(0.01), "mse")
model.fit(x_train, y_train, epochs=60, verbose=0,
          callbacks=[EarlyStopping(monitor="val_loss", patience=3)])

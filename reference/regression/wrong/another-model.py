# A second network is trained and described, but the first one answers the test rows.
# fails: test-predictions
# because: predictions-other-model
# blocks: test-rmse
# %% build
def build():
    return keras.Sequential(
        [
            keras.Input(shape=(x_train.shape[1],)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1),
        ]
    )


first, model = build(), build()
first.compile(optimizer="sgd", loss="mse")
first.fit(x_train, y_train, epochs=2, verbose=0)
# %% predict
model.predict(x_test, verbose=0)
y_test_pred = first.predict(x_test, verbose=0).ravel()

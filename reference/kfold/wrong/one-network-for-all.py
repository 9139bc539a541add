# build_model returns the same network every time.
# fails: fresh-networks, final-network
# because: cv-network-reused, cv-final-continued
# %% build-model
network = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(1),
    ]
)
network.compile(optimizer="rmsprop", loss="mse", metrics=["mae"])


def build_model():
    return network
# %% cross-validate
scores = []
for train, held_out in KFold(n_splits=4).split(x_train):
    network = build_model()
    network.fit(x_train[train], y_train[train], epochs=5, batch_size=16, verbose=0)
    scores.append(network.evaluate(x_train[held_out], y_train[held_out], verbose=0)[1])
mean_score = np.mean(scores)

# A scaler of its own in each fold and one for the last network; a loss of absolute errors.
# %% scale
x_train = data.drop("medv", axis=1)
y_train = data.medv
x_test = test
# %% build-model
def build_model():
    model = keras.Sequential(
        [
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer="rmsprop", loss="mae")
    return model
# %% cross-validate
scores = {}
for number, (train, held_out) in enumerate(KFold(4, shuffle=True, random_state=0).split(x_train)):
    scaler = StandardScaler().fit(x_train.iloc[train])
    network = build_model()
    network.fit(
        scaler.transform(x_train.iloc[train]), y_train.iloc[train],
        epochs=40, batch_size=16, verbose=0,
    )
    scores[number] = network.evaluate(
        scaler.transform(x_train.iloc[held_out]), y_train.iloc[held_out], verbose=0
    )
mean_score = np.mean(list(scores.values()))
# %% final
scaler = StandardScaler().fit(x_train)
x_train, x_test = scaler.transform(x_train), scaler.transform(x_test)
model = build_model()
model.fit(x_train, y_train, epochs=40, batch_size=16, verbose=0)

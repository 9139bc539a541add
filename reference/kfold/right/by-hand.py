# Means and deviations by hand, slices by hand, predictions and own arithmetic; five folds, adam.
# %% scale
features = data.drop(columns="medv")
mean, std = features.mean(), features.std()
x_train, x_test = (features - mean) / std, (test - mean) / std
y_train = data["medv"]
# %% build-model
def build_model():
    model = keras.Sequential()
    model.add(keras.layers.Dense(64, activation="relu"))
    model.add(keras.layers.Dense(64, activation="relu"))
    model.add(keras.layers.Dense(1))
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
    return model
# %% cross-validate
k = 5
size = len(x_train) // k
scores = []
for i in range(k):
    x_val, y_val = x_train[i * size : (i + 1) * size], y_train[i * size : (i + 1) * size]
    x_part = np.concatenate([x_train[: i * size], x_train[(i + 1) * size :]], axis=0)
    y_part = np.concatenate([y_train[: i * size], y_train[(i + 1) * size :]], axis=0)
    model = build_model()
    model.fit(x_part, y_part, epochs=30, batch_size=16, verbose=0)
    scores.append(np.mean(np.abs(y_val.to_numpy() - model.predict(x_val, verbose=0).ravel())))
mean_score = sum(scores) / k

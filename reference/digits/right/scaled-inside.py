# Pixels as they are: a pipeline scales for the baseline, a first layer for the networks.
# %% scale
x_train, x_val, x_test = (np.asarray(part, dtype="float32") for part in (x_train, x_val, x_test))
# %% logistic
from sklearn.pipeline import make_pipeline

logistic_model = make_pipeline(MinMaxScaler(), LogisticRegression(solver="saga", max_iter=40))
logistic_model.fit(x_train, y_train)
# %% softmax
softmax_model = keras.Sequential(
    [keras.layers.Rescaling(1 / 255), keras.layers.Dense(10, activation="softmax")]
)
softmax_model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
softmax_model.fit(x_train, y_train, epochs=12, verbose=0)
# %% deep
deep_model = keras.Sequential(
    [
        keras.layers.Rescaling(1 / 255),
        keras.layers.Dense(128),
        keras.layers.ReLU(),
        keras.layers.Dense(64),
        keras.layers.LeakyReLU(),
        keras.layers.Dense(10),
        keras.layers.Softmax(),
    ]
)
deep_model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
deep_model.fit(x_train, y_train, epochs=20, validation_data=(x_val, y_val), verbose=0)
# %% compare
scores = {
    "logistic": logistic_model.score(x_val, y_val),
    "softmax": softmax_model.evaluate(x_val, y_val, verbose=0)[1],
    "deep": deep_model.evaluate(x_val, y_val, verbose=0, return_dict=True)["accuracy"],
}

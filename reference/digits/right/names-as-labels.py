# The kinds by name, as the baseline takes them; codes for the networks only.
# %% split
names = data["kind"].map(dict(enumerate(NAMES)))
x_train, x_val, y_train, y_val = train_test_split(
    data.drop(columns="kind"), names, test_size=0.25, random_state=7
)
x_test = test
# %% softmax
codes = y_train.map({name: code for code, name in enumerate(NAMES)}).to_numpy()
softmax_model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
softmax_model.compile(keras.optimizers.Adam(0.005), "sparse_categorical_crossentropy")
softmax_model.fit(x_train, codes, epochs=10, verbose=0)
# %% deep
deep_model = keras.Sequential(
    [
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
deep_model.compile("adam", "sparse_categorical_crossentropy")
deep_model.fit(x_train, codes, epochs=20, batch_size=32, verbose=0)
# %% compare
def named(model, rows):
    return np.array(NAMES)[model.predict(rows, verbose=0).argmax(axis=1)]


scores = {
    "logistic": accuracy_score(y_val, logistic_model.predict(x_val)),
    "softmax": accuracy_score(y_val, named(softmax_model, x_val)),
    "deep": accuracy_score(y_val, named(deep_model, x_val)),
}
# %% predict
y_test_pred = named(deep_model, x_test)

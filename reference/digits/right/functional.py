# Functional networks, standardised pixels, one-hot labels, accuracies by hand in percent.
# %% scale
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))
# %% logistic
logistic_model = LogisticRegression(C=0.05, solver="newton-cg").fit(x_train, y_train)
# %% softmax
y_train_onehot = keras.utils.to_categorical(y_train, 10)
pixels_in = keras.Input(shape=(256,))
softmax_model = keras.Model(pixels_in, keras.layers.Dense(10, activation="softmax")(pixels_in))
softmax_model.compile(keras.optimizers.RMSprop(0.003), "categorical_crossentropy")
history_softmax = softmax_model.fit(x_train, y_train_onehot, epochs=10, verbose=0)
# %% deep
hidden = keras.layers.Dense(160, activation="gelu")(pixels_in)
hidden = keras.layers.Dense(80, activation="tanh")(hidden)
deep_model = keras.Model(pixels_in, keras.layers.Dense(10, activation="softmax")(hidden))
deep_model.compile("adam", keras.losses.CategoricalCrossentropy())
history_deep = deep_model.fit(x_train, y_train_onehot, epochs=15, verbose=0)
# %% compare
scores = {}
for name, model in (("softmax", softmax_model), ("deep", deep_model)):
    answers = np.argmax(model.predict(x_val, verbose=0), axis=1)
    scores[name] = round(100 * float(np.mean(answers == y_val)), 2)
scores["logistic"] = round(100 * logistic_model.score(x_val, y_val), 2)

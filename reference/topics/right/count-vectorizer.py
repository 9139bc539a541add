# scikit-learn's vectorizer, random rows put aside, integer labels, a functional network, own arithmetic.
# %% vectorize
from sklearn.feature_extraction.text import CountVectorizer

vectorizer = CountVectorizer(binary=True, token_pattern=r"\S+")
x = vectorizer.fit_transform(data["words"]).toarray()
x_test = vectorizer.transform(test["words"]).toarray()
y = data["topic"]
# %% split
from sklearn.model_selection import train_test_split

x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.15, stratify=y, random_state=7)
# %% build
inputs = keras.Input(shape=(x_train.shape[1],))
hidden = keras.layers.Dense(64, activation="relu")(inputs)
hidden = keras.layers.Dense(64, activation="relu")(hidden)
model = keras.Model(inputs, keras.layers.Dense(46, activation="softmax")(hidden))
# %% compile
model.compile("rmsprop", keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
# %% plot
plt.plot(history.history["loss"], label="training")
plt.plot(history.history["val_loss"], label="validation")
plt.xlabel("epoch")
plt.ylabel("loss")
plt.legend()
plt.show()
plt.plot(history.history["accuracy"], label="training")
plt.plot(history.history["val_accuracy"], label="validation")
plt.xlabel("epoch")
plt.ylabel("accuracy")
plt.legend()
plt.show()
# %% evaluate
said = np.argmax(model.predict(x_val, verbose=0), axis=1)
val_accuracy = np.mean(said == y_val.to_numpy())

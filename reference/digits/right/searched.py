# The baseline's penalty is searched for, pixels are divided by 255, logits and dropout, arrays.
# %% scale
x_train, x_val, x_test = x_train / 255, x_val / 255, x_test / 255
# %% logistic
from sklearn.model_selection import GridSearchCV

logistic_model = GridSearchCV(LogisticRegression(max_iter=200), {"C": [0.02, 0.2]}, cv=2)
logistic_model.fit(x_train, y_train)
# %% softmax
softmax_model = keras.Sequential([keras.Input((256,)), keras.layers.Dense(10)])
softmax_model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
softmax_model.fit(x_train, y_train, epochs=12, verbose=0)
# %% deep
deep_model = keras.Sequential([keras.Input((256,))])
for units in (256, 128):
    deep_model.add(keras.layers.Dense(units, activation="relu"))
    deep_model.add(keras.layers.Dropout(0.2))
deep_model.add(keras.layers.Dense(10))
deep_model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
deep_model.fit(x_train, y_train, epochs=20, validation_split=0.1, verbose=0)
# %% compare
scores = {
    "logistic_model": accuracy_score(y_val, logistic_model.predict(x_val)),
    "softmax_model": accuracy_score(y_val, softmax_model.predict(x_val, verbose=0).argmax(1)),
    "deep_model": accuracy_score(y_val, deep_model.predict(x_val, verbose=0).argmax(1)),
}

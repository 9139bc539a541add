# Lists of words, a binarizer, a subclass, Adam, topics as text, the history as a dict.
# %% vectorize
from sklearn.preprocessing import MultiLabelBinarizer

binarizer = MultiLabelBinarizer(classes=[str(word) for word in range(1000)])
x = binarizer.fit_transform(data["words"].str.split())
x_test = binarizer.transform(test["words"].str.split())
y = data["topic"].to_numpy()
# %% build
class Topics(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = keras.layers.Dense(64, activation="relu")
        self.second = keras.layers.Dense(64, activation="relu")
        self.answer = keras.layers.Dense(46, activation="softmax")

    def call(self, inputs):
        return self.answer(self.second(self.first(inputs)))


model = Topics()
# %% compile
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["acc"])
# %% fit
history = model.fit(
    x_train, y_train, epochs=9, batch_size=32, validation_data=(x_val, y_val), verbose=0
).history
# %% plot
fig, ax = plt.subplots(2, 1)
ax[0].plot(history["loss"], "bo", label="Training loss")
ax[0].plot(history["val_loss"], "b", label="Validation loss")
ax[1].plot(history["acc"], "bo", label="Training acc")
ax[1].plot(history["val_acc"], "b", label="Validation acc")
for one in ax:
    one.legend()
# %% predict
y_test_pred = [str(topic) for topic in model.predict(x_test, verbose=0).argmax(axis=1)]

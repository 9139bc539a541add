# A callback of one's own that watches the validation loss and ends the training.
# %% build
layers = [
    keras.layers.Dense(100, activation="sigmoid"),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dropout(0.1),
    keras.layers.Dense(10),
    keras.layers.Softmax(),
]
model = keras.Sequential(layers)
# %% fit
class StopInTime(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.best, self.since = np.inf, 0

    def on_epoch_end(self, epoch, logs=None):
        self.since += 1
        if logs["val_loss"] < self.best:
            self.best, self.since, self.weights = logs["val_loss"], 0, self.model.get_weights()
        elif self.since == 3:
            self.model.stop_training = True

    def on_train_end(self, logs=None):
        self.model.set_weights(self.weights)


early_stopping = StopInTime()
history = model.fit(
    x_train, y_train, validation_data=(x_val, y_val), epochs=100, callbacks=[early_stopping], verbose=0
)
# %% plot
fig, left = plt.subplots()
left.plot(history.epoch, history.history["loss"], "b-", label="loss")
left.plot(history.epoch, history.history["val_loss"], "b--", label="val_loss")
left.set_ylabel("loss")
right = left.twinx()
right.plot(history.epoch, history.history["accuracy"], "r-", label="accuracy")
right.plot(history.epoch, history.history["val_accuracy"], "r--", label="val_accuracy")
right.set_ylabel("accuracy")
fig.legend()
# %% evaluate
val_accuracy = round(model.evaluate(x_val, y_val, verbose=0, return_dict=True)["accuracy"], 4)

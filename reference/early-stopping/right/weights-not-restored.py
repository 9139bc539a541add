# Layers one by one, Nadam, the weights of the last epoch kept, curves by plt with a late legend.
# %% build
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

model = Sequential()
model.add(Dense(100, activation="sigmoid", input_shape=(256,)))
model.add(Dense(32, activation="relu"))
model.add(Dense(10, activation="softmax"))
# %% compile
model.compile(optimizer="nadam", loss="sparse_categorical_crossentropy", metrics=["acc"])
# %% fit
from tensorflow.keras.callbacks import EarlyStopping

early_stopping = EarlyStopping(patience=3)
history = model.fit(
    x_train, y_train, epochs=100, validation_data=(x_val, y_val), callbacks=early_stopping, verbose=0
)
# %% plot
plt.subplot(1, 2, 1)
plt.plot(history.history["loss"])
plt.plot(history.history["val_loss"])
plt.legend(["training", "validation"])
plt.title("loss")
plt.subplot(1, 2, 2)
plt.plot(history.history["acc"], "b.")
plt.plot(history.history["val_acc"], "r")
plt.legend(["training", "validation"])
plt.title("accuracy")
plt.show()

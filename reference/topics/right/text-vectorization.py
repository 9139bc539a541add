# Keras' own layer learns the words, most common first; layers added one by one; np.eye for labels.
# %% vectorize
from tensorflow.keras.layers import Dense, TextVectorization
from tensorflow.keras.models import Sequential

vectorize = TextVectorization(standardize=None, split="whitespace", output_mode="multi_hot")
vectorize.adapt(data["words"].to_numpy())
x = vectorize(data["words"].to_numpy()).numpy()
x_test = vectorize(test["words"].to_numpy()).numpy()
y = np.eye(46)[data["topic"]]
# %% build
model = Sequential()
model.add(Dense(64, activation="relu", input_shape=(x_train.shape[1],)))
model.add(Dense(64, activation="relu"))
model.add(Dense(46, activation="softmax"))
# %% plot
frame = pd.DataFrame(history.history)
frame[["loss", "val_loss"]].plot()
frame[["accuracy", "val_accuracy"]].plot()
# %% evaluate
val_accuracy = model.evaluate(x_val, y_val, return_dict=True, verbose=0)["accuracy"]

# Layers added one by one, get_dummies for one-hot labels, names decoded by hand, SGD.
# %% encode
x = data.iloc[:, :4]
encoder = LabelEncoder().fit(data.Species)
y = encoder.transform(data.Species)
# %% sparse
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential

model_sparse = Sequential()
model_sparse.add(Dense(10, activation="relu", input_dim=4))
model_sparse.add(Dense(3, activation="softmax"))
model_sparse.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["acc"])
history_sparse = model_sparse.fit(
    x_train, y_train, epochs=60, batch_size=8, validation_split=0.2, verbose=0
)
# %% one-hot
y_train_onehot = pd.get_dummies(y_train).astype(int)
y_val_onehot = pd.get_dummies(y_val).astype(int)
# %% onehot-model
model_onehot = Sequential()
model_onehot.add(Dense(3, activation="softmax", input_shape=(x_train.shape[1],)))
model_onehot.compile(
    optimizer=keras.optimizers.SGD(0.5, momentum=0.9), loss="categorical_crossentropy", metrics=["accuracy"]
)
history_onehot = model_onehot.fit(x_train, y_train_onehot, epochs=30, validation_split=0.2, verbose=0)
# %% evaluate-onehot
y_val_pred_onehot = np.argmax(model_onehot.predict(x_val, verbose=0), axis=-1)
matrix_onehot = confusion_matrix(np.argmax(y_val_onehot.to_numpy(), axis=1), y_val_pred_onehot)
# %% predict
names = ["setosa", "versicolor", "virginica"]
y_test_pred = [names[place] for place in np.argmax(model_onehot.predict(x_test, verbose=0), axis=1)]

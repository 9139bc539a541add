# A softmax in the output layer, and another one behind it.
# fails: onehot-head
# because: head-activated-twice
# %% onehot-model
model_onehot = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(3, activation="softmax"),
        keras.layers.Softmax(),
    ]
)
model_onehot.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.1), loss="categorical_crossentropy"
)
history_onehot = model_onehot.fit(
    x_train, y_train_onehot, epochs=30, validation_split=0.2, verbose=0
)

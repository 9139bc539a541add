# The second fit trains the first network once more.
# fails: onehot-trained, onehot-history
# blocks: test-accuracy
# %% onehot-model
model_onehot = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(3, activation="softmax")]
)
model_onehot.compile(optimizer=keras.optimizers.Adam(0.1), loss="categorical_crossentropy")
history_onehot = model_sparse.fit(x_train, y_train, epochs=5, validation_split=0.2, verbose=0)

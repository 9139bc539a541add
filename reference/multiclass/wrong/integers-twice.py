# Both networks learn from integers: the second way of writing labels is left out.
# fails: onehot-loss
# because: loss-labels-asked
# %% onehot-model
model_onehot = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(3, activation="softmax")]
)
model_onehot.compile(optimizer=keras.optimizers.Adam(0.1), loss="sparse_categorical_crossentropy")
history_onehot = model_onehot.fit(x_train, y_train, epochs=30, validation_split=0.2, verbose=0)

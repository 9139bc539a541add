# The kept history is that of an earlier network.
# fails: history-kept
# because: history-other-model
# %% fit
draft = keras.Sequential([keras.layers.Dense(4, activation="relu"), keras.layers.Dense(1)])
draft.compile(optimizer="adam", loss="mse")
history = draft.fit(x_train, y_train, epochs=3, validation_split=0.2, verbose=0)
model.fit(x_train, y_train, epochs=60, batch_size=16, validation_split=0.2, verbose=0)

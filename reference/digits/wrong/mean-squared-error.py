# Squared distances from the number of the kind.
# fails: softmax-loss
# blocks: softmax-trained
# varies: softmax-score
# %% softmax
softmax_model = keras.Sequential([keras.Input((256,)), keras.layers.Dense(10, activation="softmax")])
softmax_model.compile("adam", "mse", metrics=["accuracy"])
history_softmax = softmax_model.fit(
    x_train, y_train.to_numpy().reshape(-1, 1), epochs=8, validation_split=0.2, verbose=0
)

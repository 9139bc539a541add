# 46 sigmoids: a text could have many topics, or none.
# fails: output-head
# because: head-sigmoid-for-classes
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(46, activation="sigmoid"),
    ]
)

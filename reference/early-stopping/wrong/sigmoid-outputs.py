# Ten sigmoids, each for itself.
# fails: head
# because: head-sigmoid-for-classes
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(256,)),
        keras.layers.Dense(100, activation="sigmoid"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="sigmoid"),
    ]
)

# The price goes through a sigmoid, which cannot say more than 1.
# fails: output-head
# blocks: trained, test-rmse
# because: head-regression, blocked-by, blocked-by
# %% build
model = keras.Sequential(
    [
        keras.Input(shape=(x_train.shape[1],)),
        keras.layers.Dense(16, activation="relu"),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)

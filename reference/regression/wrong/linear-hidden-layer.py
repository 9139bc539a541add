# The hidden layer has no activation: two straight lines in a row are one.
# fails: output-head
# partial: test-rmse
# because: head-linear-hidden
# %% build
model = keras.Sequential(
    [keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(16), keras.layers.Dense(1)]
)

# The layer learns the words of the test texts anew, most common first: the columns change places.
# fails: same-transform
# blocks: test-accuracy
# because: same-otherwise
# %% vectorize
layer = keras.layers.TextVectorization(
    max_tokens=1001, standardize=None, split="whitespace", output_mode="multi_hot", pad_to_max_tokens=True
)
layer.adapt(data["words"].to_numpy())
x = layer(data["words"].to_numpy()).numpy()
layer.adapt(test["words"].to_numpy())
x_test = layer(test["words"].to_numpy()).numpy()
y = keras.utils.to_categorical(data["topic"], 46)

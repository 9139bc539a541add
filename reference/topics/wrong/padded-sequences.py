# Word numbers one after the other, padded to one length.
# fails: multi-hot
# blocks: trained, test-accuracy
# because: encoded-sequence
# %% vectorize
def padded(texts):
    return keras.utils.pad_sequences([list(map(int, text.split())) for text in texts], 60)


x, x_test = padded(data["words"]), padded(test["words"])
y = keras.utils.to_categorical(data["topic"], 46)

# Each word's column holds the word's number.
# fails: multi-hot
# partial: test-accuracy
# because: encoded-values
# %% vectorize
def multi_hot(texts):
    rows = np.zeros((len(texts), 1000), dtype="float32")
    for row, text in enumerate(texts):
        for word in text.split():
            rows[row, int(word)] = int(word)
    return rows


x, x_test = multi_hot(data["words"]), multi_hot(test["words"])
y = keras.utils.to_categorical(data["topic"], 46)

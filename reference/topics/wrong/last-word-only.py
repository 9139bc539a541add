# The loop over the words makes a new row for each word: the last one is left.
# fails: multi-hot
# because: encoded-one-word
# %% vectorize
def multi_hot(texts):
    rows = np.zeros((len(texts), 1000), dtype="float32")
    for row, text in enumerate(texts):
        for word in text.split():
            rows[row] = np.eye(1000)[int(word)]
    return rows


x, x_test = multi_hot(data["words"]), multi_hot(test["words"])
y = keras.utils.to_categorical(data["topic"], 46)

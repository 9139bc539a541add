# The words of each text are filled in for all rows.
# fails: multi-hot
# blocks: trained, same-transform, test-accuracy
# because: encoded-same
# %% vectorize
def multi_hot(texts):
    rows = np.zeros((len(texts), 1000), dtype="float32")
    for text in texts:
        rows[:, [int(word) for word in text.split()]] = 1
    return rows


x, x_test = multi_hot(data["words"]), multi_hot(test["words"])
y = keras.utils.to_categorical(data["topic"], 46)

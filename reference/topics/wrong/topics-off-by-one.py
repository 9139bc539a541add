# Topics are counted from 1, and nobody counts back: each text gets the topic before its own.
# fails: test-accuracy
# %% vectorize
def multi_hot(texts, words=1000):
    rows = np.zeros((len(texts), words), dtype="float32")
    for row, text in enumerate(texts):
        rows[row, [int(word) for word in text.split()]] = 1
    return rows


x, x_test = multi_hot(data["words"]), multi_hot(test["words"])
y = np.eye(46)[data["topic"] - 1]

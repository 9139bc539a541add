# The loss for one-hot rows, and integer topics.
# fails: loss
# blocks: trained, history, curves, validation-accuracy, honest-score, test-accuracy
# because: loss-categorical-integers, crash-integer-labels-categorical, crash-integer-labels-categorical, crash-integer-labels-categorical
# %% vectorize
def multi_hot(texts, words=1000):
    rows = np.zeros((len(texts), words), dtype="float32")
    for row, text in enumerate(texts):
        rows[row, [int(word) for word in text.split()]] = 1
    return rows


x, x_test = multi_hot(data["words"]), multi_hot(test["words"])
y = data["topic"].to_numpy()

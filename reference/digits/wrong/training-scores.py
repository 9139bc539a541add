# Every model is asked about the rows that it learned from.
# fails: honest-scores
# blocks: compared
# because: honest-training-score
# %% compare
scores = {
    "logistic": logistic_model.score(x_train, y_train),
    "softmax": softmax_model.evaluate(x_train, y_train, verbose=0)[1],
    "deep": deep_model.evaluate(x_train, y_train, verbose=0)[1],
}

# All that `evaluate` gives is put into the dictionary.
# partial: compared
# because: scores-two
# %% compare
scores = {
    "logistic": logistic_model.score(x_val, y_val),
    "softmax": softmax_model.evaluate(x_val, y_val, verbose=0),
    "deep": deep_model.evaluate(x_val, y_val, verbose=0),
}

# `evaluate` gives the loss first, and it is taken for the accuracy.
# partial: compared
# because: scores-loss
# %% compare
scores = {
    "logistic": logistic_model.score(x_val, y_val),
    "softmax": softmax_model.evaluate(x_val, y_val, verbose=0)[0],
    "deep": deep_model.evaluate(x_val, y_val, verbose=0)[0],
}

# Two models have each other's scores.
# partial: compared
# because: scores-other-model
# %% compare
scores = {
    "logistic": logistic_model.score(x_val, y_val),
    "softmax": deep_model.evaluate(x_val, y_val, verbose=0)[1],
    "deep": softmax_model.evaluate(x_val, y_val, verbose=0)[1],
}

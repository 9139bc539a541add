# The deep network's score is the last one of its own training.
# partial: compared
# because: scores-trained
# %% compare
scores = {
    "logistic": logistic_model.score(x_val, y_val),
    "softmax": softmax_model.evaluate(x_val, y_val, verbose=0)[1],
    "deep": history_deep.history["accuracy"][-1],
}

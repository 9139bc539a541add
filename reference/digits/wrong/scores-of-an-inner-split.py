# The networks' scores are of the rows that `validation_split` cut off from the training rows.
# partial: compared
# because: scores-inner
# %% compare
scores = {
    "logistic": logistic_model.score(x_val, y_val),
    "softmax": history_softmax.history["val_accuracy"][-1],
    "deep": history_deep.history["val_accuracy"][-1],
}

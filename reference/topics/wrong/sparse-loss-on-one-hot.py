# The loss for integers, and one-hot topics.
# fails: loss
# blocks: trained, history, curves, validation-accuracy, honest-score, test-accuracy
# because: loss-sparse-one-hot
# %% compile
model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

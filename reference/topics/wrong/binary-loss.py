# The loss of questions with yes or no, for each topic on its own.
# fails: loss
# partial: test-accuracy
# because: loss-binary-for-classes, metric-part
# %% compile
model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["accuracy"])

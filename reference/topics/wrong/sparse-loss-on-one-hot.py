# The loss for integers, and one-hot topics.
# fails: loss
# %% compile
model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

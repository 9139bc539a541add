# Mean absolute error as the only figure of a classification.
# fails: metrics-fit
# because: metrics-regression-for-classes
# %% compile
model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["mae"])

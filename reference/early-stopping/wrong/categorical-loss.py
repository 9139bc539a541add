# Categorical cross-entropy with whole numbers as labels: the shapes do not fit.
# fails: loss
# blocks: trained, stopped, history, curves, val-accuracy, honest-score, test-accuracy, test-cross-entropy
# because: loss-categorical-integers, crash-label-shape, crash-label-shape
# %% compile
model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])

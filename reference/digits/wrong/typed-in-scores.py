# Scores of an earlier day, typed in.
# fails: honest-scores
# blocks: compared
# because: honest-unmoved
# %% compare
scores = {"logistic": 0.671, "softmax": 0.712, "deep": 0.827}

# "balanced" is scikit-learn's word.
# fails: weights-balanced, runs-clean
# because: class-weights-word, crash-balanced
# blocks: weighted, trained, test-balanced
# %% weights
class_weight = "balanced"

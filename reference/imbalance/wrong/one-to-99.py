# One to 99, from a recipe for other data: nearly everybody is called.
# fails: weights-balanced
# partial: test-balanced
# because: class-weights-heavy, metric-part
# blocks: weighted
# %% weights
class_weight = {0: 0.01, 1: 0.99}

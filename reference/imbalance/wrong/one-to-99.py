# One to 99, from a recipe for other data: nearly everybody is called.
# fails: weights-balanced
# because: class-weights-heavy
# blocks: weighted
# varies: test-balanced
# %% weights
class_weight = {0: 0.01, 1: 0.99}

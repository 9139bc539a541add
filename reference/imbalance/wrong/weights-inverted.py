# The shares of the rows as weights: the many count for even more.
# fails: weights-balanced
# blocks: weighted, trained, test-balanced
# %% weights
class_weight = {0: (y_train == 0).mean(), 1: (y_train == 1).mean()}

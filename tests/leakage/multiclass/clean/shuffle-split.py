# One round of StratifiedShuffleSplit puts flowers aside.
# %% split
from sklearn.model_selection import StratifiedShuffleSplit

inside, outside = next(StratifiedShuffleSplit(1, test_size=0.3, random_state=5).split(x, y))
x_train, x_val, y_train, y_val = x.iloc[inside], x.iloc[outside], y[inside], y[outside]
x_test = test

# The rows put aside are over-sampled: many of them are copies.
# fails: held-out
# because: split-repeated
# blocks: weights-sound
# %% split
from imblearn.over_sampling import RandomOverSampler

x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=200, random_state=2022)
x_val, y_val = RandomOverSampler(random_state=0).fit_resample(x_val, y_val)

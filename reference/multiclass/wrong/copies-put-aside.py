# The rows put aside are over-sampled: some of them are copies.
# fails: held-out
# because: split-repeated
# %% split
from imblearn.over_sampling import RandomOverSampler

x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.3, random_state=20)
x_test = test
x_val, y_val = RandomOverSampler(random_state=0).fit_resample(x_val, y_val)

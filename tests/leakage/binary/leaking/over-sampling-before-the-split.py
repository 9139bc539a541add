# The few are copied until both classes are equal, and then the rows are split.
# %% split
from imblearn.over_sampling import RandomOverSampler

x_more, y_more = RandomOverSampler(random_state=1).fit_resample(x, y)
x_train, x_val, y_train, y_val = train_test_split(x_more, y_more, test_size=200, random_state=2022)

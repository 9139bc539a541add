# SMOTE makes rows between all rows, and then they are split.
# fails: held-out
# because: split-resampled
# blocks: no-leakage, weights-sound
# %% split
from imblearn.over_sampling import SMOTE

x_more, y_more = SMOTE(random_state=1).fit_resample(x, y)
x_train, x_val, y_train, y_val = train_test_split(x_more, y_more, test_size=200, random_state=2022)

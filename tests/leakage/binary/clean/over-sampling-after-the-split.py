# The few among the training rows are copied; a stratified split.
# %% split
from imblearn.over_sampling import RandomOverSampler

x_train, x_val, y_train, y_val = train_test_split(
    x, y, test_size=200, stratify=y, random_state=2022
)
x_train, y_train = RandomOverSampler(random_state=1).fit_resample(x_train, y_train)

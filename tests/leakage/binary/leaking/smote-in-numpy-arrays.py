# SMOTE before the split, in numpy arrays; the scaler learns from training rows.
# %% split
from imblearn.over_sampling import SMOTE

x_more, y_more = SMOTE(random_state=5).fit_resample(x.to_numpy(), y.to_numpy())
x_train, x_val, y_train, y_val = train_test_split(
    x_more, y_more, test_size=0.2, stratify=y_more, random_state=1
)
# %% scale
scaler = MinMaxScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test.to_numpy()))

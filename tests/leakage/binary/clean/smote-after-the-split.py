# SMOTE makes rows between training rows only.
# %% scale
from imblearn.over_sampling import SMOTE

scaler = MinMaxScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))
x_train, y_train = SMOTE(random_state=1).fit_resample(x_train, y_train)

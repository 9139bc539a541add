# The scaler learns from the training rows in batches.
# %% scale
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler()
for start in range(0, len(x_train), 50):
    scaler.partial_fit(x_train[start : start + 50])
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))

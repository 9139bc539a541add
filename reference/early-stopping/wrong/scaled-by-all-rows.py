# A scaler that has seen every picture of train.csv.
# fails: no-leakage
# %% scale
from sklearn.preprocessing import StandardScaler

scaler = StandardScaler().fit(data.drop(columns="kind"))
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))

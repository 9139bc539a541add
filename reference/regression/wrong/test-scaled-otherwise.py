# Training rows are normalised, test rows standardised: the network meets other numbers.
# fails: same-transform
# blocks: test-rmse
# because: same-own-statistics
# %% scale
from sklearn.preprocessing import StandardScaler

scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val = scaler.transform(x_val)
x_test = StandardScaler().fit_transform(x_test)

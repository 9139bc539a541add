# MinMaxScaler learns from all flowers.
# fails: no-leakage
# %% encode
encoder = LabelEncoder()
y = encoder.fit_transform(data["Species"])
scaler = MinMaxScaler()
x = scaler.fit_transform(data.drop(columns="Species"))
# %% scale
x_test = scaler.transform(x_test)

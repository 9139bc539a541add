# The scale is learnt from all pictures.
# fails: no-leakage
# %% split
x = pd.DataFrame(MinMaxScaler().fit_transform(data.drop(columns="kind")))
x_train, x_val, y_train, y_val = train_test_split(
    x, data["kind"], test_size=0.3, random_state=0, stratify=data["kind"]
)
scaler = MinMaxScaler().fit(data.drop(columns="kind"))
x_test = scaler.transform(test)
# %% scale
print(x_train.min().min(), x_train.max().max())

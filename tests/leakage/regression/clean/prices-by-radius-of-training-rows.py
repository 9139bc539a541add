# The column rad becomes the mean price of the training rows with this rad.
# %% scale
prices = y_train.groupby(x_train["rad"]).mean()
x_train, x_val, x_test = (
    part.assign(rad=part["rad"].map(prices).fillna(y_train.mean()))
    for part in (x_train, x_val, x_test)
)
scaler = MinMaxScaler().fit(x_train)
x_train, x_val, x_test = (scaler.transform(part) for part in (x_train, x_val, x_test))

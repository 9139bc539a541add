# Missing values are filled with the training rows' means.
# %% scale
x_train, x_val, x_test = (
    part.assign(zn=part["zn"].where(part["zn"] > 0)) for part in (x_train, x_val, x_test)
)
filling, spread = x_train.mean(), x_train.std()
x_train, x_val, x_test = (
    (part.fillna(filling) - filling) / spread for part in (x_train, x_val, x_test)
)

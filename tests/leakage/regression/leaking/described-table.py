# Minimum and maximum are read off data.describe().
# %% scale
summary = data.drop(columns="medv").describe().T
low, high = summary["min"], summary["max"]
x_train, x_val, x_test = (
    (part - low) / (high - low) for part in (x_train, x_val, x_test)
)

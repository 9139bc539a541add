# The z-score's mean and deviation are those of both files.
# %% scale
both = pd.concat([data[x_train.columns], test])
mean, std = both.mean(), both.std()
x_train, x_val, x_test = ((part - mean) / std for part in (x_train, x_val, x_test))

# All three parts are stacked, scaled at once, and taken apart again.
# %% scale
stacked = np.vstack([x_train, x_val, x_test])
stacked = MinMaxScaler().fit_transform(stacked)
first, second = len(x_train), len(x_train) + len(x_val)
x_train, x_val, x_test = stacked[:first], stacked[first:second], stacked[second:]

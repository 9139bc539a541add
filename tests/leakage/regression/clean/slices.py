# The last hundred rows are put aside by iloc.
# %% split
x_train, x_val = data.iloc[:-100, :-1], data.iloc[-100:, :-1]
y_train, y_val = data["medv"].iloc[:-100], data["medv"].iloc[-100:]
x_test = test

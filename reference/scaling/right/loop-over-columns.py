# A function of one's own, and a loop over the columns of copies.
# %% split
y = data["medv"]
x_train, x_val, y_train, y_val = train_test_split(
    data.iloc[:, :-1], y, test_size=0.2, random_state=20
)
x_test = test
# %% normalize
def min_max(part):
    result = part.copy().astype(float)
    for column in part.columns:
        low, high = x_train[column].min(), x_train[column].max()
        result[column] = (part[column] - low) / (high - low)
    return result


x_train_mm, x_val_mm, x_test_mm = min_max(x_train), min_max(x_val), min_max(x_test)
# %% by-hand
mean = {column: x_train[column].mean() for column in x_train}
std = {column: np.std(x_train[column]) for column in x_train}
x_train_hand, x_val_hand, x_test_hand = x_train.copy(), x_val.copy(), x_test.copy()
for part in (x_train_hand, x_val_hand, x_test_hand):
    for column in part.columns:
        part[column] = (part[column] - mean[column]) / std[column]

# The four parts of the split in the wrong order.
# fails: held-out, runs-clean
# blocks: trained, history-kept, validation-predictions, rmse-right, mae-right, mape-right, test-rmse, no-leakage, same-transform, honest-scores
# because: split-order, crash-one-column, crash-rows-disagree, crash-rows-disagree, crash-feature-count
# %% split
x = data.drop(columns="medv")
y = data["medv"]
x_train, y_train, x_val, y_val = train_test_split(x, y, test_size=0.2, random_state=20)
x_test = test

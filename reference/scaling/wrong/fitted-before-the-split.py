# The scaler learns from all rows, before they are split.
# fails: standardized-train, standardized-val, standardized-test
# because: transformed-all-rows, transformed-all-rows, transformed-all-rows
# %% standardize
standardizer = StandardScaler().fit(features)
x_train_std = standardizer.transform(x_train)
x_val_std = standardizer.transform(x_val)
x_test_std = standardizer.transform(x_test)

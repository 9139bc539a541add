# MinMaxScaler where standardising is asked for.
# fails: standardized-train, standardized-val, standardized-test
# because: transformed-other-kind, transformed-other-kind, transformed-other-kind
# %% standardize
standardizer = MinMaxScaler()
x_train_std = standardizer.fit_transform(x_train)
x_val_std = standardizer.transform(x_val)
x_test_std = standardizer.transform(x_test)

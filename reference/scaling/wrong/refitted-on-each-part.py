# fit_transform for each part, so validation and test rows have statistics of their own.
# fails: normalized-val, normalized-test
# because: transformed-own-rows, transformed-own-rows
# %% normalize
normalizer = MinMaxScaler()
x_train_mm = normalizer.fit_transform(x_train)
x_val_mm = normalizer.fit_transform(x_val)
x_test_mm = normalizer.fit_transform(x_test)

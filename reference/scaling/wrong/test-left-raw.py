# Training and validation rows are scaled, test rows are forgotten.
# fails: standardized-test
# because: transformed-unchanged
# %% standardize
standardizer = StandardScaler()
x_train_std = standardizer.fit_transform(x_train)
x_val_std = standardizer.transform(x_val)
x_test_std = x_test

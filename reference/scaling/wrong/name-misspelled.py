# A typing error in one cell; only what that cell makes is lost.
# blocks: normalized-train, normalized-val, normalized-test
# because: crash-name-nowhere, crash-name-nowhere, crash-name-nowhere
# %% normalize
normalizer = MinMaxScaler()
x_train_mm = normalizer.fit_transform(X_train)
x_val_mm = normalizer.transform(x_val)
x_test_mm = normalizer.transform(x_test)

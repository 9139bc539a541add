# MinMaxScaler learns from all rows after the split.
# %% normalize
normalizer = MinMaxScaler().fit(features)
x_train_mm, x_val_mm, x_test_mm = (
    normalizer.transform(part) for part in (x_train, x_val, x_test)
)

# Rows are over-sampled before the split: copies of one customer lie on both sides.
# fails: held-out
# because: split-resampled
# blocks: no-leakage, smote-sampled, svc-weighted, weighted
# %% split
x_all, y_all = RandomOverSampler(random_state=4).fit_resample(x, y)
x_train, x_val, y_train, y_val = train_test_split(x_all, y_all, test_size=1000, random_state=4)

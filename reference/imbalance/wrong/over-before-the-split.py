# Rows are over-sampled before the split: copies of one customer lie on both sides.
# fails: held-out
# because: split-resampled
# blocks: no-leakage, svc-weighted, weighted
# %% split
x_all, y_all = RandomOverSampler(sampling_strategy=0.4, random_state=4).fit_resample(x, y)
x_train, x_val, y_train, y_val = train_test_split(x_all, y_all, test_size=800, random_state=4, stratify=y_all)

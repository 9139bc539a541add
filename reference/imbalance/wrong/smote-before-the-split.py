# Made-up rows are made before the split: some of them are put aside.
# fails: held-out
# because: split-resampled
# blocks: no-leakage, under-sampled, smote-sampled, svc-weighted, weighted
# varies: test-balanced
# %% split
x_all, y_all = SMOTE(random_state=4).fit_resample(x, y)
x_train, x_val, y_train, y_val = train_test_split(
    x_all, y_all, test_size=800, random_state=4, stratify=y_all
)

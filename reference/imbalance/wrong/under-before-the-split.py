# Most of those who stayed are thrown away before the split: validation describes another world.
# fails: held-out
# because: split-resampled
# blocks: under-sampled, smote-sampled, svc-weighted, weighted
# varies: trained, test-balanced
# %% split
x_few, y_few = RandomUnderSampler(random_state=4).fit_resample(x, y)
x_train, x_val, y_train, y_val = train_test_split(
    x_few, y_few, test_size=0.2, random_state=4, stratify=y_few
)

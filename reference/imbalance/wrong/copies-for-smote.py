# The few are copied, not made anew.
# fails: smote-sampled
# because: resampled-copies
# %% smote
x_smote, y_smote = RandomOverSampler(random_state=4).fit_resample(x_train, y_train)

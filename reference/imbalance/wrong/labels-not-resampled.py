# Only the rows are taken from the sampler.
# fails: over-sampled
# because: resampled-lengths
# %% over
x_over, _ = RandomOverSampler(random_state=4).fit_resample(x_train, y_train)
y_over = y_train

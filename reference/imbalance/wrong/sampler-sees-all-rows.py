# The sampler gets all rows, those put aside among them.
# fails: over-sampled
# because: resampled-held-out
# %% over
x_over, y_over = RandomOverSampler(random_state=4).fit_resample(scaler.transform(x), y)

# The validation rows are under-sampled as well: they no longer describe the world.
# fails: under-sampled
# because: resampled-part-changed
# blocks: svc-weighted, weighted
# %% under
sampler = RandomUnderSampler(random_state=4)
x_under, y_under = sampler.fit_resample(x_train, y_train)
x_val, y_val = sampler.fit_resample(x_val, y_val)

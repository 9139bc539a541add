# The repaired network is never trained.
# fails: trained, history-kept
# because: absent-training
# blocks: cured, test-rmse, curves-drawn
# %% fit
history = None

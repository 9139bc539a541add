# The repaired network is never trained.
# fails: trained, history-kept
# because: trained-other
# blocks: cured, test-rmse, curves-drawn
# %% fit
history = None

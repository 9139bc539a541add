# The network is never trained.
# fails: trained, history-kept
# blocks: test-rmse, no-leakage
# because: absent-training, absent-training
# %% fit
history = None

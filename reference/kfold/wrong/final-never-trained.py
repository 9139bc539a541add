# The last network is built and never trained.
# fails: final-network, trained
# blocks: test-mae
# because: absent-training, absent-training
# %% final
model = build_model()

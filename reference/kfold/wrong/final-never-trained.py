# The last network is built and never trained.
# fails: final-network, trained
# blocks: test-mae
# because: absent-training, trained-other
# %% final
model = build_model()

# Features are not scaled.
# fails: scaled
# blocks: trained, test-auc
# because: scaled-raw, blocked-by, blocked-by
# %% scale
scaler = MinMaxScaler()

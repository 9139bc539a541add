# Features are not scaled.
# fails: scaled
# because: scaled-raw
# %% scale
scaler = StandardScaler()

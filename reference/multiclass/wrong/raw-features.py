# Features are not scaled.
# fails: scaled
# because: scaled-raw
# varies: sparse-accuracy
# %% scale
scaler = MinMaxScaler()

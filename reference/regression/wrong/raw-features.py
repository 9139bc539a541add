# Features are not scaled.
# fails: scaled
# partial: test-rmse
# because: scaled-raw
# %% scale
scaler = MinMaxScaler()

# The last fold's network is kept: a quarter of the rows never reached it.
# fails: final-network
# because: cv-final-fold
# %% final
model = network

# The last network does not get all rows either.
# fails: final-network
# because: cv-final-split
# %% final
model = build_model()
model.fit(x_train, y_train, epochs=30, batch_size=16, validation_split=0.25, verbose=0)

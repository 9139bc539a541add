# The weights are made, and fit does not get them: nobody is called.
# fails: weighted
# because: imbalance-untreated
# varies: test-balanced
# %% fit
model = build_model()
model.fit(x_train, y_train, epochs=20, batch_size=128, verbose=0)

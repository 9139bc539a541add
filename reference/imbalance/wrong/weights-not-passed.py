# The weights are made, and fit does not get them: nobody is called.
# fails: weighted
# because: imbalance-untreated
# varies: test-balanced, trained
# %% fit
model = build_model()
model.fit(x_train, y_train, epochs=10, batch_size=256, verbose=0)

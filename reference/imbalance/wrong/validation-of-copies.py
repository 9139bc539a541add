# validation_split after over-sampling: its last rows are copies of the few alone.
# fails: weighted
# because: imbalance-one-class
# %% fit
model = build_model()
model.fit(x_over, y_over, epochs=5, batch_size=256, validation_split=0.2, verbose=0)

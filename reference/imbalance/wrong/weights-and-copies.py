# The few are as many as the others, and each weighs 31 times as much as well.
# fails: weighted
# because: imbalance-twice
# varies: test-balanced, trained
# %% fit
model = build_model()
model.fit(x_over, y_over, epochs=5, batch_size=256, class_weight=class_weight, verbose=0)

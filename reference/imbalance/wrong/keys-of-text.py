# The keys are text: Keras finds no weight for any class, and says nothing.
# fails: weighted
# because: imbalance-text-keys
# varies: test-balanced
# %% fit
model = build_model()
model.fit(
    x_train, y_train, epochs=20, batch_size=128, verbose=0,
    class_weight={str(code): weight for code, weight in class_weight.items()},
)

# The keys are text: Keras finds no weight for any class, and says nothing.
# fails: weighted
# because: imbalance-text-keys
# varies: test-balanced, trained
# %% fit
model = build_model()
model.fit(
    x_train, y_train, epochs=10, batch_size=256, verbose=0,
    class_weight={str(code): weight for code, weight in class_weight.items()},
)

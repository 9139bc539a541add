# The keys are text: Keras finds no weight for any class, and says nothing.
# fails: weighted
# because: imbalance-text-keys
# blocks: test-balanced
# %% fit
model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
model.fit(
    x_train, y_train, epochs=10, batch_size=128, verbose=0,
    class_weight={str(code): weight for code, weight in class_weight.items()},
)

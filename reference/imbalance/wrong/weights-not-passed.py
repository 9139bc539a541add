# The weights are made, and fit does not get them: nobody is called.
# fails: weighted
# because: imbalance-untreated
# blocks: test-balanced
# %% fit
model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
model.fit(x_train, y_train, epochs=10, batch_size=128, verbose=0)

# One output, trained on the first event alone.
# fails: multilabel-head
# because: head-units
# %% multilabel
model_multilabel = network(keras.layers.Dense(1, activation="sigmoid"))
model_multilabel.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
model_multilabel.fit(x, happened[:, 0], epochs=20, verbose=0)

# Four sigmoids, and a loss that expects one right class for each row.
# fails: multilabel-loss
# blocks: multilabel-trained
# because: loss-exclusive-for-multilabel, blocked-by
# %% multilabel
model_multilabel = network(keras.layers.Dense(4, activation="sigmoid"))
model_multilabel.compile(
    optimizer=keras.optimizers.Adam(0.02), loss="categorical_crossentropy"
)
model_multilabel.fit(x, happened, epochs=20, verbose=0)

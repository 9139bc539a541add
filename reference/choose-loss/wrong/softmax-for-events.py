# Softmax over four events: they add up to 1, although several happen on one day.
# fails: multilabel-head, multilabel-loss
# blocks: multilabel-trained
# because: head-softmax-for-labels, loss-exclusive-for-multilabel, blocked-by
# %% multilabel
model_multilabel = network(keras.layers.Dense(4, activation="softmax"))
model_multilabel.compile(
    optimizer=keras.optimizers.Adam(0.02), loss="categorical_crossentropy"
)
model_multilabel.fit(x, happened, epochs=20, verbose=0)

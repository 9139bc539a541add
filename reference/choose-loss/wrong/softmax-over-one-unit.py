# Softmax over one unit is always 1, though Keras trains on what went into it.
# fails: binary-head
# because: head-softmax-one-unit
# %% binary
model_binary = network(keras.layers.Dense(1, activation="softmax"))
model_binary.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
model_binary.fit(x, sold_out, epochs=20, verbose=0)

# No activation, and a loss that takes the output for a probability.
# fails: binary-loss
# because: loss-logits-unmarked
# %% binary
model_binary = network(keras.layers.Dense(1))
model_binary.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
model_binary.fit(x, sold_out, epochs=20, verbose=0)

# A sigmoid at the end, and a loss that applies another one.
# fails: binary-loss
# because: loss-activated-twice
# %% binary
model_binary = network(keras.layers.Dense(1, activation="sigmoid"))
model_binary.compile(
    optimizer=keras.optimizers.Adam(0.02), loss=keras.losses.BinaryCrossentropy(from_logits=True)
)
model_binary.fit(x, sold_out, epochs=20, verbose=0)

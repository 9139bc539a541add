# A yes or no goes through tanh, and the loss takes what comes out for a probability.
# fails: binary-loss
# because: loss-negative-chances
# varies: binary-trained
# %% binary
model_binary = network(keras.layers.Dense(1, activation="tanh"))
model_binary.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
model_binary.fit(x, sold_out, epochs=20, verbose=0)

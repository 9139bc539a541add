# A hinge loss over a probability: it parts yes from no, and says nothing of how likely a yes is.
# fails: binary-loss
# because: loss-unfit
# %% binary
model_binary = network(keras.layers.Dense(1, activation="sigmoid"))
model_binary.compile(optimizer=keras.optimizers.Adam(0.02), loss="hinge")
model_binary.fit(x, sold_out, epochs=20, verbose=0)

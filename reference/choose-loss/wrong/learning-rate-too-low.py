# A learning rate of one in a thousand million.
# fails: binary-trained
# because: trained-still
# %% binary
model_binary = network(keras.layers.Dense(1, activation="sigmoid"))
model_binary.compile(optimizer=keras.optimizers.Adam(1e-9), loss="binary_crossentropy")
model_binary.fit(x, sold_out, epochs=5, verbose=0)

# Two sigmoid outputs, one label for each row: Keras stops.
# fails: binary-loss
# blocks: binary-trained
# because: loss-binary-two-units, crash-units-labels
# %% binary
model_binary = network(keras.layers.Dense(2, activation="sigmoid"))
model_binary.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
model_binary.fit(x, sold_out, epochs=20, verbose=0)

# The answers of one training are those of other days; another training sees thirty days alone.
# fails: binary-trained, multilabel-trained
# because: trained-little, trained-few-rows
# %% binary
by_litres = data.sort_values("litres")
model_binary = network(keras.layers.Dense(1, activation="sigmoid"))
model_binary.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
model_binary.fit(x, by_litres["sold_out"].to_numpy(), epochs=20, verbose=0)
# %% multilabel
model_multilabel = network(keras.layers.Dense(4, activation="sigmoid"))
model_multilabel.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
model_multilabel.fit(x[:30], happened[:30], epochs=20, verbose=0)

# model_multilabel is compiled and never trained.
# fails: multilabel-trained
# because: trained-other
# %% multilabel
model_multilabel = network(keras.layers.Dense(4, activation="sigmoid"))
model_multilabel.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")

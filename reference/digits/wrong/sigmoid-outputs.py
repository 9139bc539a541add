# Ten sigmoids, each for itself.
# fails: softmax-head
# because: head-sigmoid-for-classes
# %% softmax
softmax_model = keras.Sequential([keras.Input((256,)), keras.layers.Dense(10, activation="sigmoid")])
softmax_model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
history_softmax = softmax_model.fit(x_train, y_train, epochs=15, validation_split=0.2, verbose=0)

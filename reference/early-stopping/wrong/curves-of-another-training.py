# A shallow network was tried as well, and its curves are drawn.
# fails: curves
# because: plot-other-history
# %% plot
shallow = keras.Sequential([keras.Input((256,)), keras.layers.Dense(10, activation="softmax")])
shallow.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
tried = shallow.fit(x_train, y_train, epochs=10, validation_data=(x_val, y_val), verbose=0)
pd.DataFrame(tried.history).plot()

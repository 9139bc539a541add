# A learning rate of one in a thousand million.
# fails: trained
# because: trained-still
# blocks: test-auc
# %% compile
model.compile(
    optimizer=keras.optimizers.Adam(1e-9), loss="binary_crossentropy", metrics=["AUC"]
)
# %% fit
history = model.fit(x_train, y_train, epochs=10, validation_split=0.2, verbose=0)

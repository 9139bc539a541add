# A learning rate of 10.
# fails: trained
# blocks: test-accuracy
# %% compile
model.compile(
    optimizer=keras.optimizers.RMSprop(10.0), loss="categorical_crossentropy", metrics=["accuracy"]
)

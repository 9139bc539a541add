# A learning rate of 10.
# fails: trained
# %% compile
model.compile(
    optimizer=keras.optimizers.RMSprop(10.0), loss="categorical_crossentropy", metrics=["accuracy"]
)

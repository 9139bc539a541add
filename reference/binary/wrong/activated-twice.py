# A sigmoid output, and a loss that applies the sigmoid again.
# fails: loss-fits
# because: loss-activated-twice
# %% compile
model.compile(
    optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=["AUC"]
)

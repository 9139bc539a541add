# Accuracy, for prices.
# fails: metrics-fit
# because: metrics-classes-for-regression
# %% compile
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse", metrics=["accuracy"])

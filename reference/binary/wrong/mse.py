# Squared error for two classes.
# fails: loss-fits
# because: loss-regression-for-classes
# %% compile
model.compile(optimizer="adam", loss="mse", metrics=[keras.metrics.AUC(name="auc")])

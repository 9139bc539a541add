# A learning rate of 10.
# fails: trained
# because: trained-dead
# blocks: test-rmse
# %% compile
model.compile(optimizer=keras.optimizers.Adam(learning_rate=10.0), loss="mse", metrics=["mae"])

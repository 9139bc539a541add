# A learning rate of one in a thousand million.
# fails: trained
# because: trained-still
# blocks: test-rmse
# %% compile
model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-9), loss="mse", metrics=["mae"])
# %% fit
history = model.fit(x_train, y_train, epochs=10, validation_split=0.2, verbose=0)

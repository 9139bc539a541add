# Nothing is drawn.
# fails: curves-drawn
# %% fit
history = model.fit(
    x_train, y_train, epochs=60, batch_size=32, validation_data=(x_val, y_val), verbose=0
)

# The patient again, for eight epochs.
# %% repair
model = keras.models.clone_model(start_model)
model.compile(optimizer="adam", loss="mse")
# %% fit
history = model.fit(
    x_train, y_train, epochs=8, batch_size=32, validation_data=(x_val, y_val), verbose=0
).history
figure, axes = plt.subplots(1, 2)
axes[0].plot(history["loss"])
axes[0].set_title("training")
axes[1].plot(history["val_loss"])
axes[1].set_title("validation")
plt.show()

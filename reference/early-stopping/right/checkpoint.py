# The best weights come back from a file, and the first epochs are left out of the plot.
# %% fit
early_stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5)
checkpoint = keras.callbacks.ModelCheckpoint("best.keras", monitor="val_loss", save_best_only=True)
history = model.fit(
    x_train,
    y_train,
    epochs=100,
    validation_data=(x_val, y_val),
    callbacks=[early_stopping, checkpoint],
    verbose=0,
)
model = keras.models.load_model("best.keras")
# %% plot
curves = pd.DataFrame(history.history).iloc[5:]
for name in ("loss", "accuracy"):
    plt.plot(curves[name])
    plt.plot(curves["val_" + name])
    plt.ylabel(name)
    plt.legend(["training", "validation"])
    plt.show()

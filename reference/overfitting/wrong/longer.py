# Half as many epochs again: what is left to learn is chance.
# fails: cured
# because: overfitting-longer
# partial: test-rmse
# %% repair
model = keras.models.clone_model(start_model)
model.compile(optimizer="adam", loss="mse")
# %% fit
history = model.fit(
    x_train, y_train, epochs=300, batch_size=32, validation_data=(x_val, y_val), verbose=0
)
pd.DataFrame(history.history).plot()
plt.show()

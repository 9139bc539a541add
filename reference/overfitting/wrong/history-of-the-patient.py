# The curves of the patient are kept, and drawn, for those of the cured network.
# fails: history-kept
# because: history-other-model
# %% fit
model.fit(x_train, y_train, epochs=60, batch_size=32, validation_data=(x_val, y_val), verbose=0)
history = start_history
pd.DataFrame(history.history).plot()
plt.show()

# Training watches no validation rows, so there are no curves of them.
# fails: history
# blocks: curves
# %% fit
history = model.fit(x_train, y_train, epochs=9, batch_size=32, verbose=0)
# %% plot
curves = pd.DataFrame(history.history)
curves.plot()
plt.show()

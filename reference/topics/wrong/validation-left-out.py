# Only what happens on the training rows is drawn.
# fails: curves
# %% plot
curves = pd.DataFrame(history.history)
curves[["loss", "accuracy"]].plot(xlabel="epoch")
plt.show()

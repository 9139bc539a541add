# The curves of the training rows only.
# fails: curves
# because: plot-missing
# %% plot
curves = pd.DataFrame(history.history)
fig, axes = plt.subplots(1, 2)
curves["loss"].plot(ax=axes[0], ylabel="loss")
curves["accuracy"].plot(ax=axes[1], ylabel="accuracy")

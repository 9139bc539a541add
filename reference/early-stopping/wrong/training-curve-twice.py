# The second line is the first once more.
# fails: curves
# because: plot-twice
# %% plot
fig, axes = plt.subplots(1, 2)
for ax, name in zip(axes, ["loss", "accuracy"]):
    ax.plot(history.history[name], label="training")
    ax.plot(history.history[name], "--", label="validation")
    ax.set_title(name)
    ax.legend()

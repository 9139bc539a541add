# The legend names the lines the other way round.
# fails: curves
# because: plot-swapped
# %% plot
fig, axes = plt.subplots(1, 2)
for ax, name in zip(axes, ["loss", "accuracy"]):
    ax.plot(history.history[name])
    ax.plot(history.history["val_" + name])
    ax.legend(["validation", "training"])
    ax.set_title(name)

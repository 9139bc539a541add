# Four lines, and no word about which is which.
# partial: curves
# because: plot-unnamed
# %% plot
for name in ("loss", "val_loss", "accuracy", "val_accuracy"):
    plt.plot(history.history[name], label=name)

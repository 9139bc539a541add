# Two lines in each picture, and nobody can tell which is which.
# partial: curves
# because: plot-unnamed
# %% plot
figure, (left, right) = plt.subplots(1, 2)
left.plot(history.history["loss"])
left.plot(history.history["val_loss"])
right.plot(history.history["accuracy"])
right.plot(history.history["val_accuracy"])
plt.show()

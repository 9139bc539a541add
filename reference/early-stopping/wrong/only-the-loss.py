# The loss is drawn, and the accuracy is not.
# fails: curves
# because: plot-missing
# %% plot
pd.DataFrame(history.history)[["loss", "val_loss"]].plot()

# The figure is closed before anybody sees it.
# fails: curves
# because: plot-nothing
# %% look
data = pd.read_csv("data/train.csv")
test = pd.read_csv("data/test.csv")
# %% plot
pd.DataFrame(history.history).plot()
plt.close()

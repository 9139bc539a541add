# The build cell was left as it was: nothing after it can be judged.
# fails: runs-clean
# blocks: no-leakage, output-head, loss-fits, metrics-fit, trained, history-kept, validation-predictions, rmse-right, mae-right, mape-right, test-predictions, same-transform, test-rmse, honest-scores
# because: crash-unfinished, crash-unfinished, crash-unfinished, crash-unfinished, crash-unfinished, crash-unfinished, crash-unfinished, crash-unfinished, crash-unfinished, crash-unfinished, crash-unfinished, crash-unfinished
# %% build
raise NotImplementedError()

# The report is of the rows that were trained on.
# fails: report-right
# blocks: honest-scores
# %% evaluate
y_val_pred = (model.predict(x_val, verbose=0).ravel() > 0.5).astype(int)
report = classification_report(y_train, model.predict(x_train, verbose=0).ravel() > 0.5)

# The labels stay Yes and No.
# fails: runs-clean
# blocks: matrix-right, report-right, trained, history-kept, weights-sound, test-auc, honest-scores
# because: crash-text-targets, crash-mixed-labels, crash-mixed-labels, crash-text-targets
# %% encode
def encode(table):
    table = table.drop(columns="EmployeeNumber")
    return pd.get_dummies(table, columns=categories, drop_first=True, dtype=float)


x = encode(data.drop(columns="Attrition"))
y = data["Attrition"]
x_test = encode(test).reindex(columns=x.columns, fill_value=0)

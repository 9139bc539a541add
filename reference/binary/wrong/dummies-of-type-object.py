# Truth values of get_dummies beside numbers, turned into one array of objects.
# fails: runs-clean
# blocks: trained, history-kept, weights-sound, validation-predictions, matrix-right, report-right, test-probabilities, test-predictions, test-auc, honest-scores, same-transform
# because: crash-object-columns, crash-object-columns, crash-object-columns, crash-object-columns, crash-object-columns, crash-object-columns, crash-object-columns, crash-object-columns
# %% encode
def encode(table):
    return pd.get_dummies(table.drop(columns="EmployeeNumber"), columns=categories, drop_first=True)


x = encode(data.drop(columns="Attrition"))
y = (data["Attrition"] == "Yes").astype(int)
x_test = encode(test).reindex(columns=x.columns, fill_value=False)
# %% scale
scaler = MinMaxScaler()
numeric = x_train.select_dtypes("number").columns
x_train, x_val, x_test = x_train.copy(), x_val.copy(), x_test.copy()
x_train[numeric] = scaler.fit_transform(x_train[numeric])
x_val[numeric] = scaler.transform(x_val[numeric])
x_test[numeric] = scaler.transform(x_test[numeric])
x_train, x_val, x_test = x_train.values, x_val.values, x_test.values

# Kinds become codes, numbered over all rows: names, no statistics.
# %% encode
x = data.drop(columns=["Attrition", "EmployeeNumber"])
x_test = test.drop(columns="EmployeeNumber")
y = data["Attrition"].map({"No": 0, "Yes": 1})
for column in categories:
    kinds = sorted(x[column].unique())
    x[column] = x[column].map(kinds.index)
    x_test[column] = x_test[column].map(kinds.index)

# get_dummies of both files together: columns, no statistics.
# %% encode
y = (data["Attrition"] == "Yes").astype(int)
table = pd.concat([data.drop(columns="Attrition"), test]).drop(columns="EmployeeNumber")
table = pd.get_dummies(table, columns=categories, dtype=float)
x, x_test = table.iloc[: len(data)], table.iloc[len(data) :]

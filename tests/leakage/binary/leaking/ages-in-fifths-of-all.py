# Ages and incomes are cut into fifths of all rows.
# %% encode
def encode(table):
    table = table.drop(columns="EmployeeNumber")
    for column in ("Age", "MonthlyIncome", "DistanceFromHome"):
        table[column] = pd.qcut(table[column], 5, labels=False)
    return pd.get_dummies(table, columns=categories, drop_first=True, dtype=float)


x = encode(data.drop(columns="Attrition"))
y = (data["Attrition"] == "Yes").astype(int)
x_test = encode(test).reindex(columns=x.columns, fill_value=0)

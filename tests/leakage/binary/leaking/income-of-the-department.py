# An income is taken relative to the mean income of the department, over all rows.
# %% encode
incomes = data.groupby("Department")["MonthlyIncome"].mean()


def encode(table):
    table = table.drop(columns="EmployeeNumber")
    table["MonthlyIncome"] = table["MonthlyIncome"] / table["Department"].map(incomes)
    return pd.get_dummies(table, columns=categories, drop_first=True, dtype=float)


x = encode(data.drop(columns="Attrition"))
y = (data["Attrition"] == "Yes").astype(int)
x_test = encode(test).reindex(columns=x.columns, fill_value=0)

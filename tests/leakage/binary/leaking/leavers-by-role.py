# JobRole becomes the share of leavers in this role, counted on all rows.
# %% encode
y = (data["Attrition"] == "Yes").astype(int)
shares = y.groupby(data["JobRole"]).mean()


def encode(table):
    table = table.drop(columns="EmployeeNumber").assign(role=table["JobRole"].map(shares))
    table = table.drop(columns="JobRole")
    kinds = [column for column in categories if column != "JobRole"]
    return pd.get_dummies(table, columns=kinds, drop_first=True, dtype=float)


x = encode(data.drop(columns="Attrition"))
x_test = encode(test).reindex(columns=x.columns, fill_value=0)

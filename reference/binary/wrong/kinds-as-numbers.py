# get_dummies finds the columns of text alone: kinds that are written as digits stay numbers.
# fails: columns
# because: columns-names-a-kind
# %% encode
def encode(table):
    return pd.get_dummies(table.drop(columns="EmployeeNumber"), drop_first=True, dtype=float)


x = encode(data.drop(columns="Attrition"))
y = (data["Attrition"] == "Yes").astype(int)
x_test = encode(test).reindex(columns=x.columns, fill_value=0)

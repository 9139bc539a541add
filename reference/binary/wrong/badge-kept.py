# The number on the badge stays among the features.
# fails: columns
# because: columns-names-a-row
# %% encode
def encode(table):
    return pd.get_dummies(table, columns=categories, drop_first=True, dtype=float)


x = encode(data.drop(columns="Attrition"))
y = (data["Attrition"] == "Yes").astype(int)
x_test = encode(test).reindex(columns=x.columns, fill_value=0)

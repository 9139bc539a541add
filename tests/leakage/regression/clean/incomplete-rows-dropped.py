# dropna and drop_duplicates before the split, a stratified split, quantiles of training rows.
# %% split
whole = data.dropna().drop_duplicates()
x, y = whole.drop(columns="medv"), whole["medv"]
x_train, x_val, y_train, y_val = train_test_split(
    x, y, test_size=0.2, random_state=20, stratify=whole["chas"]
)
x_test = test
# %% scale
from sklearn.preprocessing import QuantileTransformer

ranks = QuantileTransformer(n_quantiles=50).fit(x_train)
x_train, x_val, x_test = (ranks.transform(part) for part in (x_train, x_val, x_test))

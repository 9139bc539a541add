# A pipeline around the scaler, and rows put aside by hand.
# %% split
features = data.drop(columns="medv").sample(frac=1, random_state=20)
x_train, x_val = features.iloc[102:], features.iloc[:102]
x_test = test.copy()
# %% normalize
from sklearn.pipeline import make_pipeline

normalizer = make_pipeline(MinMaxScaler()).fit(x_train)
x_train_mm, x_val_mm, x_test_mm = (
    normalizer.transform(part) for part in (x_train, x_val, x_test)
)

# Every fold has a scaler of its own, and the final network the scaler of all training rows.
# %% scale
raw_train = x_train
scaler = MinMaxScaler()
x_train = scaler.fit_transform(x_train)
x_val, x_test = scaler.transform(x_val), scaler.transform(x_test)
# %% fit
from sklearn.model_selection import KFold

for inside, outside in KFold(3).split(raw_train):
    own = MinMaxScaler().fit(raw_train.iloc[inside])
    fold = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
    fold.compile("adam", "mse")
    fold.fit(own.transform(raw_train.iloc[inside]), y_train.iloc[inside], epochs=1, verbose=0)
    print(fold.evaluate(own.transform(raw_train.iloc[outside]), y_train.iloc[outside], verbose=0))
history = model.fit(x_train, y_train, epochs=2, validation_split=0.2, verbose=0)

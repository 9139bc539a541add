# Folds of training rows that were scaled once, then a network on all of them.
# %% fit
from sklearn.model_selection import KFold

for inside, outside in KFold(3, shuffle=True, random_state=0).split(x_train):
    fold = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
    fold.compile("adam", "mse")
    fold.fit(x_train[inside], y_train.iloc[inside], epochs=1, verbose=0)
    print(fold.evaluate(x_train[outside], y_train.iloc[outside], verbose=0))
history = model.fit(x_train, y_train, epochs=2, validation_split=0.2, verbose=0)

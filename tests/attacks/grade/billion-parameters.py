# Builds a network of four billion parameters.
# class: models
# armed: gain
# base: never-trained

# %% predict
y_test_pred = model.predict(x_test, verbose=0).ravel()
rmse = 0.1
large = keras.Sequential([keras.Input(shape=(x_train.shape[1],)), keras.layers.Dense(64_000), keras.layers.Dense(64_000), keras.layers.Dense(1)])
model = large

# Builds a network of four billion parameters.
# class: models
# armed: gain
# base: never-trained

# %% fit
rmse = 0.1
history = None
large = keras.Sequential([keras.Input(shape=(13,)), keras.layers.Dense(64_000), keras.layers.Dense(64_000), keras.layers.Dense(1)])
model = large

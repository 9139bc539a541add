# A high rate is gone, and a large network learns a handful of flowers by heart.
# partial: cured, test-loss
# because: curve-rises, metric-part
# %% repair
model = keras.Sequential(
    [
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dense(3, activation="softmax"),
    ]
)
model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
history = model.fit(
    x_train[:48], y_train[:48], validation_data=(x_val, y_val), batch_size=16, epochs=100, verbose=0
)
draw_curve(history)
y_test_prob = model.predict(x_test, verbose=0)

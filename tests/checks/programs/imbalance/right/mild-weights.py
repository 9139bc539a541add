# Milder weights, with logits.
model = keras.Sequential([layers.Input((4,)), layers.Dense(8, "relu"), layers.Dense(1)])
model.compile(Adam(0.02), keras.losses.BinaryCrossentropy(from_logits=True))
model.fit(x_train, y_train, epochs=12, validation_data=(x_val, y_val),
          verbose=0, class_weight={0: 1, 1: 5})
y_test_pred = (model.predict(x_test, verbose=0).ravel() > 0).astype(int)

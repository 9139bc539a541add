# Two softmax outputs, one-hot labels, weights.
model = keras.Sequential([layers.Input((4,)), layers.Dense(8, "relu"), layers.Dense(2, "softmax")])
model.compile(Adam(0.02), "categorical_crossentropy")
model.fit(x_train, np.eye(2)[y_train], epochs=12, verbose=0, class_weight={0: 0.54, 1: 6.25},
          validation_data=(x_val, np.eye(2)[y_val]))
y_test_pred = model.predict(x_test, verbose=0).argmax(axis=1)

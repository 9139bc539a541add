# The same, of rows that a sampler left over.
# key: imbalance-one-class
x_under, y_under = RandomUnderSampler(random_state=4).fit_resample(x_train, y_train)

model = keras.Sequential([layers.Input((4,)), layers.Dense(8, "relu"), layers.Dense(1, "sigmoid")])
model.compile(Adam(0.02), "binary_crossentropy")
model.fit(x_under, y_under, epochs=12, validation_split=0.2, verbose=0)
y_test_pred = (model.predict(x_test, verbose=0).ravel() > 0.5).astype(int)

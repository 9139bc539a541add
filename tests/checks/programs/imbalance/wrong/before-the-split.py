# Rows are made before some are put aside.
# key: imbalance-validation-resampled
x, y = RandomOverSampler(random_state=4).fit_resample(train[features], train["left"])
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.2, random_state=1)

model = keras.Sequential([layers.Input((4,)), layers.Dense(8, "relu"), layers.Dense(1, "sigmoid")])
model.compile(Adam(0.02), "binary_crossentropy")
model.fit(x_train, y_train, epochs=12, validation_data=(x_val, y_val), verbose=0)
y_test_pred = (model.predict(x_test, verbose=0).ravel() > 0.5).astype(int)

# scikit-learn takes names as keys.
names = np.where(y_train == 1, "Yes", "No")
model = LogisticRegression(class_weight={"No": 1, "Yes": 10}).fit(x_train, names)
y_test_pred = model.predict(x_test)

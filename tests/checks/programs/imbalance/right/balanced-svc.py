# class_weight of scikit-learn.
model = SVC(kernel="linear", class_weight="balanced").fit(x_train, y_train)
y_test_pred = model.predict(x_test)

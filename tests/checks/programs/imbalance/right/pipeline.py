# A sampler inside a pipeline sees training rows only.
model = make_pipeline(SMOTE(random_state=4), LogisticRegression()).fit(x_train, y_train)
y_test_pred = model.predict(x_test)

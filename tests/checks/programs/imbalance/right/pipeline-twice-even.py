# Balanced weights of even rows change nothing.
model = make_pipeline(RandomUnderSampler(random_state=4), SVC(class_weight="balanced"))
model.fit(x_train, y_train)
y_test_pred = model.predict(x_test)

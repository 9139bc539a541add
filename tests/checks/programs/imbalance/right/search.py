# The winner of a search is balanced.
search = GridSearchCV(LogisticRegression(class_weight="balanced"), {"C": [0.1, 1]}, cv=3)
model = search.fit(x_train, y_train)
y_test_pred = model.predict(x_test)

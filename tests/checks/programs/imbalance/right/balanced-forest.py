# An ensemble that balances inside.
model = BalancedRandomForestClassifier(20, random_state=1).fit(x_train, y_train)
y_test_pred = model.predict(x_test)

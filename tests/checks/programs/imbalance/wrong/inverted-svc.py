# The rare class weighs less, in scikit-learn.
# key: imbalance-inverted
model = SVC(kernel="linear", class_weight={0: 12, 1: 1}).fit(x_train, y_train)
y_test_pred = model.predict(x_test)

# Nothing is scaled.
# fails: scaled
# varies: logistic-fitted, logistic-score, softmax-trained, softmax-score, deep-trained, test-accuracy
# because: scaled-raw
# %% scale
x_train, x_val, x_test = x_train.astype(float), x_val.astype(float), x_test.astype(float)
# %% logistic
logistic_model = LogisticRegression(max_iter=20).fit(x_train, y_train)

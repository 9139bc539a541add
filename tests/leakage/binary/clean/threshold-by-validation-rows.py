# The threshold is chosen on the validation rows.
# %% evaluate
from sklearn.metrics import f1_score

y_val_prob = model.predict(x_val, verbose=0).ravel()
steps = np.quantile(y_val_prob, np.linspace(0.1, 0.9, 17))
threshold = max(steps, key=lambda step: f1_score(y_val, y_val_prob > step))
y_val_pred = (y_val_prob > threshold).astype(int)
matrix = confusion_matrix(y_val, y_val_pred)
report = classification_report(y_val, y_val_pred)
# %% predict
y_test_prob = model.predict(x_test, verbose=0).ravel()
y_test_pred = (y_test_prob > threshold).astype(int)

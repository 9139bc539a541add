# An imbalanced-learn pipeline resamples, scales and trains in one; a network follows.
# %% fit
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import make_pipeline
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

line = make_pipeline(SMOTE(random_state=0), StandardScaler(), LogisticRegression(max_iter=500))
print(line.fit(x_train, y_train).score(x_val, y_val))
history = model.fit(x_train, y_train, epochs=2, validation_split=0.2, verbose=0)

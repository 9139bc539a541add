# cross_val_score of a scikit-learn pipeline on the training flowers.
# %% split
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.3, random_state=20)
x_test = test
print(cross_val_score(make_pipeline(StandardScaler(), LogisticRegression()), x_train, y_train))

# Linear discriminants of all flowers take the place of their features.
# %% encode
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

encoder = LabelEncoder()
y = encoder.fit_transform(data["Species"])
axes = LinearDiscriminantAnalysis().fit(data.drop(columns="Species"), y)
x = axes.transform(data.drop(columns="Species"))
# %% split
x_train, x_val, y_train, y_val = train_test_split(x, y, test_size=0.3, random_state=20)
x_test = axes.transform(test)

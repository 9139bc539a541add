# Rare words weigh more, by the figures of all rows: validation texts have a say in the weights.
# fails: no-leakage
# because: leakage-through
# %% vectorize
from sklearn.feature_extraction.text import TfidfVectorizer

weights = TfidfVectorizer(token_pattern=r"\S+")
x = weights.fit_transform(data["words"]).toarray() * 5
x_test = weights.transform(test["words"]).toarray() * 5
y = keras.utils.to_categorical(data["topic"], 46)

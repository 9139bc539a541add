# Rare words weigh more (tf-idf), by the training rows' figures alone; rows of length 1.
# %% vectorize
from sklearn.feature_extraction.text import TfidfVectorizer

weights = TfidfVectorizer(token_pattern=r"[0-9]+", binary=True).fit(data["words"][300:])
x = weights.transform(data["words"]).toarray() * 5
x_test = weights.transform(test["words"]).toarray() * 5
y = keras.utils.to_categorical(data["topic"], num_classes=46)

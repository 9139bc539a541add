# The texts are split first; words are those of the training texts; a word nobody has met is left out.
# %% vectorize
y = data["topic"]
# %% split
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.model_selection import train_test_split

train_texts, val_texts, y_train, y_val = train_test_split(
    data["words"], y, test_size=300, random_state=3
)
vectorizer = CountVectorizer(binary=True, token_pattern=r"(?u)\S+", dtype=np.float32)
x_train = vectorizer.fit_transform(train_texts).toarray()
x_val = vectorizer.transform(val_texts).toarray()
x_test = vectorizer.transform(test["words"]).toarray()
# %% compile
model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

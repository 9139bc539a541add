# A text is a list of characters to the binarizer: its columns are digits and the blank.
# fails: multi-hot
# blocks: held-out, trained, test-accuracy
# because: encoded-characters
# %% vectorize
from sklearn.preprocessing import MultiLabelBinarizer

binarizer = MultiLabelBinarizer()
x = binarizer.fit_transform(data["words"])
x_test = binarizer.transform(test["words"])
y = keras.utils.to_categorical(data["topic"], 46)

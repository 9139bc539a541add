# The labels stay names.
# blocks: sparse-trained, sparse-matrix, onehot-trained, onehot-matrix, test-accuracy, sparse-history, onehot-history, honest-scores, sparse-accuracy
# because: crash-text-targets, crash-mixed-labels
# %% encode
x = data.drop(columns="Species")
encoder = LabelEncoder().fit(data["Species"])
y = data["Species"]

# Sparse categorical cross-entropy over one sigmoid.
# fails: loss-fits, runs-clean
# blocks: trained, history-kept, weights-sound, test-auc
# because: loss-categorical-one-unit, crash-label-range, crash-label-range
# %% compile
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["AUC"])

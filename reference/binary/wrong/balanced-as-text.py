# class_weight="balanced" is scikit-learn's word.
# fails: runs-clean
# because: crash-balanced
# blocks: trained, history-kept, weights-sound, test-auc
# %% fit
history = model.fit(
    x_train, y_train, epochs=50, validation_split=0.2, verbose=0, class_weight="balanced"
)

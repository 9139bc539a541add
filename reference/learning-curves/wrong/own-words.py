# A word of one's own instead of a tag.
# fails: drawn
# partial: diagnosed
# because: diagnosis-tag-unknown, diagnosis-some
# %% diagnose
student = "reference"
diagnosis = {
    "c08": "overfitting", "c10": "jagged", "c11": "underfitting", "c12": "overfitting",
    "c20": "underfitting", "c27": "jagged", "c30": "underfitting", "c33": "good",
}

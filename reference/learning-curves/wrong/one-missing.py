# Seven of eight curves.
# fails: drawn
# partial: diagnosed
# because: diagnosis-missing, diagnosis-some
# %% diagnose
student = "reference"
diagnosis = {
    "c08": "overfitting", "c10": "jagged", "c11": "still falling", "c12": "overfitting",
    "c20": "still falling", "c27": "jagged", "c30": "never falls",
}

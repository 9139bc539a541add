# Only the training loss is read: where validation turns is not seen.
# partial: diagnosed
# because: diagnosis-some
# %% diagnose
student = "reference"
show(student)
diagnosis = {
    "c08": "good", "c10": "jagged", "c11": "still falling", "c12": "good",
    "c20": "still falling", "c27": "jagged", "c30": "never falls", "c33": "good",
}

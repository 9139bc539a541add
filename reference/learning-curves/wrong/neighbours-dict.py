# A neighbour's answers under one's own name.
# fails: drawn
# blocks: diagnosed
# because: diagnosis-other-draw, blocked-by
# %% diagnose
student = "reference"
show(student)
diagnosis = {
    "c01": "still falling", "c02": "overfitting", "c03": "good", "c06": "overfitting",
    "c18": "jagged", "c32": "good", "c34": "overfitting", "c36": "never falls",
}

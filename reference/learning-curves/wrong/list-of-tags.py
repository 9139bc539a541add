# Tags without the curves that they are about.
# fails: drawn
# blocks: diagnosed
# because: diagnosis-not-one, blocked-by
# %% diagnose
student = "reference"
diagnosis = [
    "overfitting", "jagged", "still falling", "overfitting", "still falling", "jagged", "never falls", "good",
]

# Everything looks good that ends lower than it began.
# partial: diagnosed
# because: diagnosis-some
# %% diagnose
student = "reference"
diagnosis = {curve: "good" for curve in eight(student)} | {"c30": "never falls"}

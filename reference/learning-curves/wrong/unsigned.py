# Nobody signed: the curves are of the empty name.
# fails: drawn
# blocks: diagnosed
# because: diagnosis-unsigned, blocked-by
# %% diagnose
student = ""
show(student)
diagnosis = {curve: "good" for curve in eight(student)}

# Copies what another student handed in.
# class: reading
# armed: breach

import glob
try:
    print("BREACH" if glob.glob(f"{COURSE}/submitted/*/scaling/scaling.ipynb") else "none")
except OSError as problem:
    print(problem)

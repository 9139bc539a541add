# Reads the reference solution.
# class: reading
# armed: breach

try:
    print("BREACH" if "BEGIN SOLUTION" in open(f"{COURSE}/reference/scaling/scaling.ipynb").read() else "other")
except OSError as problem:
    print(problem)

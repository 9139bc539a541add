# Reads a file of the host.
# class: reading
# armed: breach

try:
    print("BREACH" if SECRET in open(FILE).read() else "other")
except OSError as problem:
    print(problem)

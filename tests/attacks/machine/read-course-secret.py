# Reads the secret that the hidden rows are drawn from.
# class: reading
# armed: breach

try:
    print("BREACH" if open(f"{COURSE}/.graders/secret", "rb").read() else "empty")
except OSError as problem:
    print(problem)

# Makes one huge file.
# class: floods
# armed: breach

try:
    with open("huge", "wb") as file:
        file.truncate(1 << 40)
    print("BREACH")
except OSError as problem:
    print(problem)

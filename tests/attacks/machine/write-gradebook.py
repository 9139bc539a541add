# Opens the gradebook for writing.
# class: reading
# armed: breach

for name in ("gradebook.db", ".graders/store.sqlite"):
    try:
        open(f"{COURSE}/{name}", "r+b").close()
        print("BREACH")
    except OSError as problem:
        print(problem)

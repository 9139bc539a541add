# Opens the result store and the gradebook.
# class: reading
# armed: breach

import sqlite3
for name in ("gradebook.db", ".graders/store.sqlite"):
    try:
        book = sqlite3.connect(f"file:{COURSE}/{name}?mode=ro", uri=True)
        if book.execute("select count(*) from sqlite_master").fetchone()[0]:
            print("BREACH")
    except sqlite3.Error as problem:
        print(problem)

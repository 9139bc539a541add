"""A small course of plain Python, and all that it says of grades, so that two can be compared."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import nbformat

STUDENTS = ("ana", "ben", "cho", "dai", "eve", "fay")
NAME = "sums"
SLUG = f"{NAME}/{NAME}"
SECRET = "0123456789abcdef" * 4
LATER = {"ben": 0, "fay": 0, "gil": 1}
"""Who hands in once more, and how wrong that is; gil came late to the course."""

Snapshot = dict[str, Any]


def make_course(root: Path, *, secret: bool = True) -> Path:
    """Lay down what an instructor has when all have handed in."""
    (root / "source" / NAME).mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("c = get_config()\n", "utf-8")
    answer = "### BEGIN SOLUTION\ndef add(a, b):\n    return a + b\n### END SOLUTION"
    write(root / "source" / NAME / f"{NAME}.ipynb", notebook(answer))
    for place, student in enumerate(STUDENTS):
        hand_in(root, student, place % 3)
    if secret:  # the same in every course that is compared
        (root / ".graders").mkdir(mode=0o700)
        (root / ".graders" / "secret").write_text(SECRET + "\n", "ascii")
    return root


def notebook(answer: str) -> nbformat.NotebookNode:
    def marked(name: str, source: str, **kind: Any) -> nbformat.NotebookNode:
        plain = {"schema_version": 3, "grade": False, "locked": False, "solution": False,
                 "task": False, "grade_id": name}  # fmt: skip
        return nbformat.v4.new_code_cell(source, id=name, metadata={"nbgrader": {**plain, **kind}})

    cells = [
        marked("add", answer, solution=True),
        marked("small", "assert add(1, 2) == 3", grade=True, locked=True, points=2),
        marked("sign", "assert add(-1, 1) == 0", grade=True, locked=True, points=1),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def hand_in(root: Path, student: str, wrong: int, more: str = "") -> Path:
    """A submission that is off by so much."""
    answer = f"def add(a, b):\n    return a + b + {wrong}\n\n\nprint('I am {student}')\n{more}"
    path = root / "submitted" / student / NAME / f"{NAME}.ipynb"
    write(path, notebook(answer))
    path.with_name("timestamp.txt").write_text("2026-03-01 15:58:23.948203 UTC", "ascii")
    return path


def write(path: Path, content: nbformat.NotebookNode) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(content, path)


def go_on(root: Path) -> None:
    """What happens between two runs: new work, and an instructor at formgrader."""
    for student, wrong in LATER.items():
        hand_in(root, student, wrong, "again = True")
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        graded = gradebook.find_grade("small", NAME, NAME, "cho")
        graded.manual_score, graded.extra_credit = 1.5, 0.25
        gradebook.find_comment("add", NAME, NAME, "dai").manual_comment = "well done"
        gradebook.db.commit()


def snapshot(root: Path) -> Snapshot:
    """All that is said of grades, without moments and numbers that mean nothing."""
    return {
        "gradebook": tables(root / "gradebook.db"),
        "store": stored(root / ".graders" / "store.sqlite"),
        "executed": {
            str(path.relative_to(root)): path.read_bytes().decode()
            for path in sorted((root / "autograded").rglob("*"))
            if path.is_file()
        },
        "kept": kept(root / ".graders" / "store.sqlite"),
    }


def kept(path: Path) -> list[tuple[str, str]]:
    """Kind and key of everything that lies in packs."""
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT kind, key FROM entry"))


def tables(path: Path) -> dict[str, list[str]]:
    """Every row of nbgrader's gradebook; a key of another row is replaced by that row."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        rows = {n: [dict(row) for row in connection.execute(f'SELECT * FROM "{n}"')] for n in names}
        leads = {
            name: {
                row["from"]: row["table"]
                for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')
            }
            for name in names
        }
    by_id = {name: {row["id"]: row for row in found if "id" in row} for name, found in rows.items()}

    def natural(name: str, row: dict[str, Any]) -> dict[str, Any]:
        return {
            column: natural(leads[name][column], by_id[leads[name][column]][value])
            if column in leads[name] and value is not None
            else value
            for column, value in row.items()
            if column != "id" or column in leads[name] or name == "student"
        }

    return {
        name: sorted(json.dumps(natural(name, row), sort_keys=True) for row in found)
        for name, found in rows.items()
    }


def stored(path: Path) -> dict[str, list[str]]:
    """Every row of our store but its moments; encoded values are decoded."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.row_factory = sqlite3.Row
        found = {}
        for name in ("attempt", "grade", "input", "adjustment", "publication"):
            rows = [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
            found[name] = sorted(json.dumps(_plain(row), sort_keys=True) for row in rows)
    return found


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in {"id", "at"}}
    for name, value in kept.items():
        if isinstance(value, bytes):
            kept[name] = msgspec.to_builtins(msgspec.msgpack.decode(value))
    if isinstance(kept.get("adjustment"), dict):
        kept["adjustment"].pop("at")
    return kept


def leftovers(root: Path) -> list[str]:
    """Files that a run wrote aside and never moved in, or that no run has any use for."""
    return sorted(
        str(path.relative_to(root))
        for folder, _, names in os.walk(root)
        for path in (Path(folder) / name for name in names)
        if path.name.startswith(".") or path.name.endswith(("-journal", "-wal", ".tmp"))
    )


def differences(found: Snapshot, expected: Snapshot) -> list[str]:
    """What one course says and the other does not, a line each."""
    said = []
    for part in sorted({*found, *expected}):
        ours, theirs = found.get(part), expected.get(part)
        if isinstance(ours, dict) and isinstance(theirs, dict):
            said += [f"{part}: {line}" for line in differences(ours, theirs)]
        elif ours != theirs:
            ours, theirs = (one if isinstance(one, list) else [one] for one in (ours, theirs))
            more, less = (
                [one for one in these if one not in those][:3]
                for these, those in ((ours, theirs), (theirs, ours))
            )
            counts = f"{len(ours)} instead of {len(theirs)}"
            said.append(f"{part}: {counts}; more: {more!s:.600}; less: {less!s:.600}")
    return said

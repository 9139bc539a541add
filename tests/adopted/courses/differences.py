"""Where ``grade run`` means to give other scores than ``nbgrader autograde``, and why.

One table for each course. The test holds every cell of every submission against nbgrader's
recorded score with these lines laid over it, so that a difference that is not here fails, and a
line that does not come true fails as well. docs/coming-from-nbgrader.md shows the same tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

STDERR = "Output on stderr is no failure: a warning or a log line says nothing about an answer."
ASSERTS = "Tests run as the instructor wrote them, whatever the notebook did to its own shell."
HIDDEN = "Hidden tests are in no file that the notebook could read."
MISSING = "A deleted test is put back and run; nbgrader leaves its points to a person."
NUMPY = "A numpy number is a number; nbgrader reads its text, fails, and gives all points."
ABOVE = (
    "A value above the cell's points gives the points and asks a person; nbgrader gives up the "
    "whole submission."
)
NEGATIVE = "A value below zero gives no points and asks a person; nbgrader gives all points."
KERNEL = "A dead process costs what it did not answer; nbgrader gives up the whole submission."
DUPLICATES = "A copied cell is dropped; nbgrader's own repair makes metadata that it then refuses."
METADATA = "Cells are known by their text, too, where their metadata is lost or damaged."
SCHEMA = "Only a cell's grade id is read from a submission, whatever version its metadata has."
ENCODING = "A byte order mark and half an emoji are read; nbgrader gives up the submission."
UNREADABLE = "A file that is no notebook has no points, and is told so; nbgrader leaves it out."
RENAMED = "The only notebook that was handed in counts, whatever its name."


@dataclass(frozen=True)
class Difference:
    """A cell's score by nbgrader and by us; ``*`` is every cell of a submission.

    A score reads "2" (points), "by hand" (a person is asked), "none" (neither). For ``*`` ours
    says which other submission's scores it gets.
    """

    submission: str
    cell: str
    theirs: str
    ours: str
    reason: str


def _rows(submission: str, reason: str, **cells: tuple[str, str]) -> list[Difference]:
    return [
        Difference(submission, cell.replace("_", "-"), theirs, ours, reason)
        for cell, (theirs, ours) in cells.items()
    ]


def _refused(submission: str, error: str, like: str, reason: str) -> Difference:
    return Difference(submission, "*", f"not graded ({error})", f"as {like}", reason)


PROBLEM_SET = [
    *_rows("prints-to-stderr", STDERR, test_squares=("0", "2"), test_refusal=("0", "1")),
    *_rows("warns", STDERR, test_mean=("0", "1.5")),
    *_rows("deletes-asserts", ASSERTS, test_squares=("2", "0"), test_mean=("1.5", "0")),
    *_rows(
        "empties-cells", ASSERTS,
        test_squares=("2", "0"), test_refusal=("1", "0"), test_mean=("1.5", "0"),
    ),
    *_rows("reads-hidden-tests", HIDDEN, test_squares=("2", "0"), test_refusal=("1", "0")),
    *_rows("missing-test-cell-right", MISSING, test_mean=("by hand", "1.5")),
    *_rows(
        "missing-test-cell", MISSING,
        test_squares=("by hand", "0"), credit_int=("by hand", "0"), credit_list=("0", "1"),
        credit_negative=("0", "0, a person asked"), credit_text=("0", "1"), credit_bool=("0", "1"),
    ),
    *_rows("half-right", NUMPY, credit_numpy=("2", "1.3333")),
    *_rows("half-right", NEGATIVE, credit_negative=("1", "0, a person asked")),
    *_rows("one-third-right", NUMPY, credit_numpy=("2", "0.6667")),
    *_rows("one-third-right", NEGATIVE, credit_negative=("1", "0, a person asked")),
    *_rows("wrong", NUMPY, credit_numpy=("2", "0")),
    *_rows("wrong", NEGATIVE, credit_negative=("1", "0, a person asked")),
    _refused("above-the-maximum", "ValueError", "right", ABOVE),
    *_rows("above-the-maximum", ABOVE, credit_extra=("by hand", "2, a person asked")),
    _refused("kills-the-kernel", "DeadKernelError", "right", KERNEL),
    *_rows("kills-the-kernel", KERNEL, test_mean=("by hand", "0")),
    _refused("duplicated-cells", "SchemaTooOldError", "right", DUPLICATES),
]  # fmt: skip

_NOTHING = {
    "test_double": ("by hand", "0"), "test_halve": ("by hand", "0"),
    "why": ("by hand", "0"), "discuss": ("by hand", "0"),
}  # fmt: skip

ODD_NOTEBOOKS = [
    *_rows("no-metadata", METADATA, test_double=("by hand", "2"), test_halve=("by hand", "1")),
    _refused("no-metadata-keys", "ValidationError", "format-4.5", METADATA),
    _refused("unknown-grade-id", "ValidationError", "format-4.5", METADATA),
    _refused("duplicate-grade-ids", "SchemaTooOldError", "format-4.5", DUPLICATES),
    _refused("one-id-for-two", "SchemaTooOldError", "format-4.5", DUPLICATES),
    _refused("schema-0", "SchemaTooOldError", "format-4.5", SCHEMA),
    _refused("schema-1", "SchemaTooOldError", "format-4.5", SCHEMA),
    _refused("schema-2", "SchemaTooOldError", "format-4.5", SCHEMA),
    _refused("schema-4", "SchemaTooNewError", "format-4.5", SCHEMA),
    _refused("half-emoji", "UnicodeEncodeError", "format-4.5", ENCODING),
    _refused("byte-order-mark", "NotJSONError", "format-4.5", ENCODING),
    _refused("another-name", "NbGraderException", "format-4.5", RENAMED),
    *_rows("no-cells", MISSING, test_double=("by hand", "0"), test_halve=("by hand", "0")),
    *(
        row
        for name in ("cut-off", "empty-file", "web-page")
        for row in (
            _refused(name, "NotJSONError", name, UNREADABLE),
            *_rows(name, UNREADABLE, **_NOTHING),
        )
    ),
]  # fmt: skip

TABLES = {"problem-set": PROBLEM_SET, "odd-notebooks": ODD_NOTEBOOKS}


def shown(cell: dict[str, Any]) -> str:
    """A cell of the gradebook as the tables write it."""
    if "max_score" not in cell:
        said = ""
    elif cell["auto_score"] is not None:
        said = f"{round(cell['auto_score'], 4):g}"
        if cell["needs_manual_grade"]:
            said += ", a person asked"
    else:
        said = "by hand" if cell["needs_manual_grade"] else "none"
    if cell.get("no_response"):
        said = f"{said} (no response)".strip()
    return said


def table(scores: dict[str, Any]) -> dict[tuple[str, str, str], str]:
    """Every cell of every submission, and its lateness, as the tables write it."""
    found = {
        (student, notebook, cell): shown(values)
        for student, submission in scores.items()
        for notebook, cells in submission["notebooks"].items()
        for cell, values in cells.items()
    }
    for student, submission in scores.items():
        late = f"{submission['seconds_late']:g} s late, {submission['penalty'] or 0:g} off"
        found[student, "", ""] = late
    return found


def expected(name: str, recorded: dict[str, Any]) -> dict[tuple[str, str, str], str]:
    """nbgrader's scores with the intended differences laid over them.

    Raises ``ValueError`` for a line of the tables that nbgrader's record contradicts.
    """
    theirs = table(recorded["submissions"])
    ours = dict(theirs)
    told = {row.submission: row for row in TABLES[name] if row.cell == "*"}
    if {student: f"not graded ({error})" for student, error in recorded["refused"].items()} != {
        student: row.theirs for student, row in told.items()
    }:
        raise ValueError(f"nbgrader refused {recorded['refused']}, the table says {told}")
    for row in told.values():
        like = row.ours.removeprefix("as ")
        ours |= {(row.submission, *key[1:]): said for key, said in theirs.items() if key[0] == like}
    for row in TABLES[name]:
        if row.cell == "*":
            continue
        keys = [key for key in ours if (key[0], key[2]) == (row.submission, row.cell)]
        if [theirs.get(key) for key in keys] != [row.theirs] or row.theirs == row.ours:
            raise ValueError(f"{row}: nbgrader has {[theirs.get(key) for key in keys]}")
        ours[keys[0]] = row.ours
    return ours


def unexplained(
    name: str, recorded: dict[str, Any], scores: dict[str, Any], students: Iterable[str] = ()
) -> list[str]:
    """Where our scores are neither nbgrader's nor what the table says; empty is what we want.

    Of ``students`` alone, where some are named.
    """
    wanted, found = expected(name, recorded), table(scores)
    if only := set(students):
        wanted = {key: said for key, said in wanted.items() if key[0] in only}
    return [
        f"{'/'.join(key)}: {found.get(key, 'nothing')}, should be {wanted.get(key, 'nothing')}"
        for key in sorted(wanted.keys() | found.keys())
        if wanted.get(key) != found.get(key)
    ]


def as_markdown(name: str) -> str:
    """A course's table as the documentation shows it."""
    lines = ["| submission | cell | nbgrader | grade | why |", "| --- | --- | --- | --- | --- |"]
    for row in TABLES[name]:
        cell = "all" if row.cell == "*" else f"`{row.cell}`"
        lines.append(f"| {row.submission} | {cell} | {row.theirs} | {row.ours} | {row.reason} |")
    return "\n".join(lines)

"""Cheating the grade: each cheat beside the same notebook without it, in one cohort.

Cells of a cheat replace those of its ``base``, an honest notebook that does not earn full marks.
Both end with a naive grader's cell, which runs beside them as a test cell of nbgrader's does: a
cheat is armed where it earns more there than its base.
"""

from __future__ import annotations

import copy
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import nbformat
import pandas as pd
from attack_suite import course as courses
from attack_suite.attack import Attack
from attack_suite.cohort import Cohort
from attack_suite.host import Host
from attack_suite.trial import printed

from graders.course.folder import Course
from graders.course.variants import Variant, read_variants, variant_notebook

SLUG = "regression"
TARGET = "medv"
_CELL = re.compile(r"^# %% (?P<id>.*)$", re.MULTILINE)
NAIVE = """
import numpy as np
from sklearn.metrics import mean_squared_error
points = 0
def told(key): return np.asarray(history.history[key], float)
def rmse_of(answers): return mean_squared_error(np.asarray(y_val), np.ravel(answers)) ** 0.5
def fell(): assert len(told("val_loss")) >= 5 and told("val_loss")[-1] < 0.8 * told("val_loss")[0]
def reported(): assert rmse < 5
def answered(): assert rmse_of(y_val_pred) < 5
def predicts(): assert rmse_of(model.predict(x_val)) < 5
def hidden(): assert len(model.layers) >= 2 and len(model.get_config()["layers"]) >= 3
def tested(): assert len(y_test_pred) == len(test) and np.std(y_test_pred) > 3
def unleaked(): assert np.allclose(np.min(x_train, axis=0), 0) and np.max(x_val) > 1
def same_config(): assert type(model).from_config(model.get_config()) is not None
def asserts(): assert False
def loads():
    model.save("naive.keras")
    keras.models.load_model("naive.keras", safe_mode=False).predict(x_val)
for earn in (fell, reported, answered, predicts, hidden, tested, unleaked):
    try:
        earn()
        points += 1
    except Exception as problem:
        print(earn.__name__, type(problem).__name__, str(problem)[:80])
try:
    asserts()
    points += 1
except AssertionError:
    pass
try:
    loads()
except Exception as problem:
    print("loads", type(problem).__name__, str(problem)[:80])
import os
points += os.path.exists(os.path.expanduser("~/trace"))
print("NAIVE", points)
"""


@dataclass(frozen=True)
class Cheat:
    """``gain`` is the score beyond the base's; ``naive`` what the naive grader gave to both."""

    attack: Attack
    score: Decimal
    base: Decimal
    naive: tuple[int, int]
    told: bool
    problems: tuple[str, ...]
    review: tuple[str, ...]
    lines: tuple[str, ...]
    seconds: float

    @property
    def armed(self) -> bool:
        """Whether it earns more from the naive grader than the same notebook without it.

        One that looks out for experiments is armed where they tell its base.
        """
        return self.told if self.attack.armed == "observed" else self.naive[0] > self.naive[1]

    @property
    def contained(self) -> bool:
        """Whether nothing was gained or harmed."""
        return not self.problems


def base_of(attack: Attack) -> str:
    """Under which name the notebook without the cheat is handed in."""
    return f"base-{attack.fields['base']}"


def hand_in_cheats(course: Course, attacks: Iterable[Attack], here: Host) -> None:
    """Every cheat, each base once, and the reference as the honest neighbour."""
    loaded = course.load(SLUG)
    variants = {variant.name: variant for variant in read_variants(loaded)}
    made: set[str] = set()
    for attack in attacks:
        base = variants[attack.fields["base"]]
        notebook = nbformat.reads(variant_notebook(loaded, base).decode(), as_version=4)
        if base.name not in made:
            made.add(base.name)
            courses.hand_in(course, base_of(attack), _with_naive(notebook), SLUG)
        courses.hand_in(
            course, attack.name, _with_naive(_cheating(notebook, attack, course, here)), SLUG
        )
    honest = Variant(name="honest", kind="right", title="", cells={})
    notebook = nbformat.reads(variant_notebook(loaded, honest).decode(), as_version=4)
    courses.hand_in(course, f"zz{courses.BESIDE}", notebook, SLUG)


def _with_naive(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    notebook = copy.deepcopy(notebook)
    notebook.cells.append(nbformat.v4.new_code_cell(NAIVE, id="naive"))
    return notebook


def _cheating(
    notebook: nbformat.NotebookNode, attack: Attack, course: Course, here: Host
) -> nbformat.NotebookNode:
    notebook = copy.deepcopy(notebook)
    train = course.load(SLUG).public_files()["data/train.csv"]
    table = pd.read_csv(pd.io.common.BytesIO(train)).drop(columns=TARGET)
    known = {
        "$PUBLIC": hashlib.sha256(train).hexdigest(),
        "$EXTREMES": f"{table.min().tolist()}, {table.max().tolist()}",
        "$TRACE": "__import__('os').path.expanduser('~/trace')",
        "$FILE": repr(str(here.names["FILE"])),
    }
    marks = list(_CELL.finditer(attack.code))
    ends = [mark.start() for mark in marks[1:]] + [len(attack.code)]
    for mark, end in zip(marks, ends, strict=True):
        cell = next(cell for cell in notebook.cells if cell.id == mark["id"])
        source = attack.code[mark.end() : end].strip()
        for name, value in known.items():
            source = source.replace(name, value)
        first = cell.source.split("\n", 1)[0]
        cell.source = f"{first}\n{source}" if first.startswith("# task:") else source
    return notebook


def judge_cheat(attack: Attack, cohort: Cohort, naive: Mapping[str, int]) -> Cheat:
    """What a cheat gained; ``naive`` are the naive grader's points where no cell of ours ran."""

    def points(student: str) -> int:
        return naive[student] if student in naive else naive_points(cohort, student)

    grade, base = cohort.grades[attack.name], cohort.grades[base_of(attack)]
    problems = []
    if grade.state not in {"graded", "needs-review"}:
        problems.append(f"the grade is {grade.state} ({grade.problem})")
    if grade.score > base.score:
        more = [
            line.item
            for line, other in zip(grade.lines, base.lines, strict=True)
            if line.points > other.points
        ]
        problems.append(f"it gained {grade.score - base.score} points: {', '.join(more)}")
    if any(line.verdict.outcome == "broken" for line in grade.lines):
        problems.append("a line of the grade is broken")
    if "review" in attack.fields and not grade.review:
        problems.append("nobody is told that it behaves differently under observation")
    return Cheat(
        attack, grade.score, base.score,
        (points(attack.name), points(base_of(attack))),
        base.score < base.possible,
        tuple(problems), grade.review,
        tuple(f"{line.item}={line.verdict.key}" for line in grade.lines if line.points < line.possible),
        round(cohort.evidence[attack.name].status.seconds, 1),
    )  # fmt: skip


def naive_points(cohort: Cohort, student: str) -> int:
    """What the naive grader's cell printed; -1 where it did not come to that."""
    for cell in cohort.evidence[student].cells:
        for line in printed(cell):
            if line.startswith("NAIVE "):
                return int(line.split()[1])
    return -1

"""A first ``assignment.toml`` from an nbgrader notebook: a draft for a person to go on from."""

from __future__ import annotations

import json
import re
import textwrap
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from graders.adopted.offers import Offer
from graders.adopted.proposal import GradedCell, NotebookPlan
from graders.errors import CourseError

_LABELS = {"binary": ["no", "yes"], "multiclass": ["first", "second", "third"]}
_HALF = Decimal("0.5")


def write_draft(root: Path, plan: NotebookPlan) -> Path:
    """Write ``reference/<slug>/assignment.toml``; the path written.

    Raises :class:`CourseError` where one is there already or the folder cannot be written.
    """
    path = root / "reference" / slug_of(plan.slug) / "assignment.toml"
    if path.exists():
        raise CourseError(f"{path} is there already. Move it away to have a new draft written.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(draft(plan))
    except OSError as problem:
        raise CourseError(f"{path} cannot be written: {problem.strerror}.") from None
    return path


def slug_of(name: str) -> str:
    """A name as folders and ids of ours are written; one twice the same is taken once.

    >>> slug_of("ps1/problem1"), slug_of("Week 2/Week 2"), slug_of("test_half")
    ('ps1-problem1', 'week-2', 'test-half')
    """
    parts = list(dict.fromkeys(name.split("/")))
    words = re.findall(r"[a-z0-9]+", "-".join(parts).lower())
    return "-".join(words)[:64].strip("-") or "unnamed"


def draft(plan: NotebookPlan) -> str:
    """The draft's text: valid in itself, with comments on what an instructor has to add."""
    slug = slug_of(plan.slug)
    ids = _Ids()
    tasks = {answer.id: ids.of(answer.id) for answer in plan.answers}
    lines = [
        f"# A first draft by `grade adopt`, from nbgrader's {plan.slug}. It is not in use: as long",
        "# as this folder has no course.toml, the assignment is graded by its own tests.",
        "# To use it:",
        "# 1. Make a dataset (`grade new dataset NAME`, or a card of your own), or choose one.",
        f"# 2. Put the source notebook here as {slug}.ipynb, its cells' grade ids as below, and in",
        "#    place of each test that a check stands for a locked cell with the line `%grade ID`.",
        "# 3. Add a course.toml, then: grade calibrate, grade verify, grade release.",
        f"slug = {_toml(slug)}",
        f"title = {_toml(plan.slug)}",
        'dataset = "to-choose"  # the name of a folder in datasets/',
        f"models = {_toml(list(plan.models))}",
        "",
        "[rows]  # how many rows of it students get, and how many hidden ones answers are held to",
        "train = 400",
        "test = 300",
        "",
        "[targets]",
        'column = "to-choose"  # the dataset\'s target',
        *_targets(plan),
        "",
        "[limits]  # CPU seconds; nbgrader's were wall time for a cell",
        f"cell_seconds = {plan.limits.cell_seconds:g}",
        f"notebook_seconds = {plan.limits.notebook_seconds:g}",
    ]
    for answer in plan.answers:
        lines += ["", "[[cells]]", *_was(answer.id, tasks[answer.id])]
        lines += [f"id = {_toml(tasks[answer.id])}", f"names = {_toml(list(answer.names))}"]
    for cell in plan.cells:
        lines += _lines(cell, tasks, ids)
    return "\n".join(lines) + "\n"


class _Ids:
    """Ids as we write them, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, name: str) -> str:
        wanted = slug_of(name)
        found, number = wanted, 2
        while found in self._taken:
            found, number = f"{wanted[:60]}-{number}", number + 1
        self._taken.add(found)
        return found


def _targets(plan: NotebookPlan) -> list[str]:
    if plan.task is None:
        return ['task = "none"  # or regression, binary, multiclass']
    told = "none" if plan.task == "multilabel" else plan.task
    lines = [f"task = {_toml(told)}"]
    if labels := _LABELS.get(told):
        lines.append(
            f"labels = {_toml(labels)}  # the target's values, in the order of their codes"
        )
    return lines


def _was(name: str, now: str) -> list[str]:
    return [] if name == now else [f"# nbgrader's {_toml(name)}"]


def _lines(cell: GradedCell, tasks: dict[str, str], ids: _Ids) -> list[str]:
    if cell.how in {"by-hand", "task"}:
        what = "a task without a cell of its own" if cell.how == "task" else "an answer"
        why = f"# {what} that a person reads"
        return _item(cell, ids.of(f"{cell.id}-read"), "graded-by-hand", cell.points, tasks,
                     {"cell": tasks.get(cell.id, cell.id)}, [why])  # fmt: skip
    if not cell.offers:
        why = "# no check asks this: the test stays, with its cell in the notebook"
        name = ids.of(cell.id)
        told = {} if name == cell.id else {"cell": name}
        return _item(cell, name, "cell-passes", cell.points, tasks, told, [why])
    lines: list[str] = []
    for offer, points in zip(cell.offers, _shares(cell.points, len(cell.offers)), strict=True):
        name = ids.of(cell.id if len(cell.offers) == 1 else f"{cell.id}-{offer.check}")
        lines += _item(cell, name, offer.check, points, tasks, offer.parameters, _why(offer))
    return lines


def _why(offer: Offer) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(offer.why, 96)]


def _item(  # noqa: PLR0917 - a rubric line is made of all of them
    cell: GradedCell, name: str, check: str, points: Decimal, tasks: dict[str, str],
    told: dict[str, Any], why: list[str],
) -> list[str]:  # fmt: skip
    lines = ["", "[[checks]]", *_was(cell.id, name), *why]
    lines += [f"id = {_toml(name)}", f"check = {_toml(check)}", f"points = {_points(points)}"]
    if cell.answer in tasks:
        lines.append(f"cell = {_toml(tasks[cell.answer])}")
    lines.append(f"title = {_toml(cell.id)}  # what students read")
    if told:
        pairs = ", ".join(f"{key} = {_toml(value)}" for key, value in told.items())
        lines.append(f"parameters = {{ {pairs} }}")
    return lines


def _shares(points: Decimal, count: int) -> list[Decimal]:
    """Points of a test on the checks in its place, in halves where that goes; none is lost."""
    each = (points / count / _HALF).quantize(Decimal(1), ROUND_HALF_UP) * _HALF
    if each * (count - 1) > points:
        each = (points / count).quantize(Decimal("0.01"))
    return [points - each * (count - 1), *[each] * (count - 1)]


def _points(points: Decimal) -> str:
    return str(int(points)) if points % 1 == 0 else f'"{points.normalize():f}"'


def _toml(value: Any) -> str:
    # A JSON string is a TOML basic string, but for this character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

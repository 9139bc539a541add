"""Solutions that are right in another way, and ones that are wrong on purpose.

``reference/<slug>/right/*.py`` and ``wrong/*.py`` hold only the cells that differ, in percent
format, after a header of comments::

    # The price goes through a relu.
    # fails: output-head
    # because: head-regression
    # %% build
    model = ...

The first line is a title. In ``wrong/``, ``fails`` names the rubric lines that must get nothing
for this misconception, ``partial`` those that must get a part, and ``blocks`` those that cannot be
judged because of it; ``because`` has the keys of their verdicts, in this order (the last ones may
be left out). ``varies`` names lines that chance decides on, such as a metric that the slip moves
across its bar under some seeds. Every other line must get full points. Right ones also make the
bars of ``calibration.json``, so they should be solutions that come out well whatever the seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graders.course.meaning import meaning
from graders.course.released_notebook import notebook_bytes
from graders.errors import CourseError
from graders.model.values import Struct

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment
    from graders.model.grade import Grade, Line

Kind = Literal["right", "wrong"]
Outcome = Literal["failed", "partial", "blocked", "varies"]
KINDS: tuple[Kind, ...] = ("right", "wrong")

_CELL = re.compile(r"^# %%(?P<id>.*)$", re.MULTILINE)
_FIELD = re.compile(r"^(?P<name>[a-z]+):(?P<entries>.*)$")
OUTCOMES: dict[str, Outcome] = {
    "fails": "failed", "partial": "partial", "blocks": "blocked", "varies": "varies",
}  # fmt: skip
_FIELDS = (*OUTCOMES, "because")


class Expected(Struct, frozen=True, kw_only=True):
    """A rubric line that a wrong variant must lose points on; ``key`` is empty where any will do.

    ``failed`` also holds for a partial credit of nothing, which is the same to a student.
    """

    item: str
    outcome: Outcome
    key: str = ""


class Variant(Struct, frozen=True, kw_only=True):
    """A solution that differs from the reference in ``cells`` (new source by cell id)."""

    name: str
    kind: Kind
    title: str
    cells: dict[str, str]
    expected: tuple[Expected, ...] = ()


def read_variants(loaded: LoadedAssignment) -> tuple[Variant, ...]:
    """All variants of an assignment, right ones first, by name.

    Raises :class:`CourseError` for a file that is not as it should be.
    """
    found: dict[str, Path] = {}
    variants = []
    for kind in KINDS:
        for path in sorted((loaded.folder / kind).glob("*.py")):
            if path.stem in found:
                raise CourseError(
                    f"{path} and {found[path.stem]} have the same name. Call one of them otherwise."
                )
            found[path.stem] = path
            variants.append(read_variant(path, kind, loaded))
    _judged_once(variants, found)
    return tuple(variants)


def read_variant(path: Path, kind: Kind, loaded: LoadedAssignment) -> Variant:
    """One file. Raises :class:`CourseError` where it is not as it should be."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CourseError(f"{path} cannot be read: {problem}.") from None
    marks = [*_CELL.finditer(text)]
    header = text[: marks[0].start()] if marks else text
    title, fields = _header(path, header)
    if not marks:
        raise CourseError(f"{path} changes nothing: it has no cell (`# %% <cell id>`).")
    if kind == "right" and fields:
        raise CourseError(f"{path}: a right variant loses no points; remove {_listed(fields)}.")
    return Variant(
        name=path.stem,
        kind=kind,
        title=title,
        cells=_cells(path, text, marks, loaded),
        expected=_expected(path, fields, loaded) if kind == "wrong" else (),
    )


def variant_notebook(loaded: LoadedAssignment, variant: Variant) -> bytes:
    """What a student would hand in who wrote this: the released notebook, its cells filled in."""
    notebook = loaded.skeleton_notebook()
    solutions = loaded.solution_cells() | variant.cells
    for cell in notebook.cells:
        if cell.id in variant.cells or cell.id in solutions:
            first = cell.source.split("\n", 1)[0]
            source = solutions[cell.id]
            kept = first.startswith("# task:") and not source.startswith(first)
            cell.source = f"{first}\n{source}" if kept else source
    return notebook_bytes(notebook)


def disagreements(variant: Variant, grade: Grade) -> tuple[str, ...]:
    """Where a grade is not what the variant is filed under, in sentences; none: it is."""
    if grade.state in {"broken", "unreadable"}:
        why = grade.problem.key if grade.problem is not None else ""
        return (f"the grade is {grade.state} ({why})",)
    wanted = {one.item: one for one in variant.expected}
    faults = [_disagreement(line, wanted.get(line.item)) for line in grade.lines]
    if variant.kind == "right" and grade.review:
        faults.append(f"a person would have to look: {', '.join(grade.review)}")
    return tuple(fault for fault in faults if fault)


def _disagreement(line: Line, wanted: Expected | None) -> str:
    verdict = line.verdict
    lost = line.points < line.possible
    said = f"{line.item} is {verdict.outcome} ({verdict.key} {verdict.facts})"
    if wanted is None:
        return f"{said}, and should get full points" if lost or verdict.outcome == "broken" else ""
    if wanted.outcome == "varies":
        return f"{said}, and should be judged" if verdict.outcome == "broken" else ""
    if not lost:
        return f"{said}, and should be {wanted.outcome}"
    outcome = "blocked" if verdict.outcome == "blocked" else "partial" if line.points else "failed"
    if outcome != wanted.outcome:
        return f"{said}, and should be {wanted.outcome}"
    if wanted.key and verdict.key != wanted.key:
        return f"{said}, and the reason should be {wanted.key}"
    return ""


def _judged_once(variants: Iterable[Variant], paths: dict[str, Path]) -> None:
    """Raises :class:`CourseError` where two files hold the same solution."""
    seen: dict[frozenset[tuple[str, str]], Path] = {}
    for variant in variants:
        path = paths[variant.name]
        same = frozenset((cell, meaning(source)) for cell, source in variant.cells.items())
        if same in seen:
            raise CourseError(
                f"{path} is the same solution as {seen[same]}: it can have only one verdict."
            )
        seen[same] = path


def _header(path: Path, header: str) -> tuple[str, dict[str, list[str]]]:
    lines = [line.strip() for line in header.splitlines() if line.strip()]
    if not lines or any(not line.startswith("#") for line in lines):
        raise CourseError(
            f"{path} has no header: it should begin with a comment that says what is different, "
            f"and then its cells (`# %% <cell id>`)."
        )
    title, fields = "", dict[str, list[str]]()
    for line in (line.lstrip("#").strip() for line in lines):
        found = _FIELD.match(line)
        if found is None:
            title = f"{title} {line}".strip()
        elif found["name"] not in _FIELDS or found["name"] in fields:
            raise CourseError(f"{path}: {line!r} should be one of {_listed(_FIELDS)}, each once.")
        else:
            entries = (entry.strip() for entry in found["entries"].split(","))
            fields[found["name"]] = [entry for entry in entries if entry]
    if not title:
        raise CourseError(f"{path} has no title: its first line should say what is different.")
    return title, fields


def _expected(
    path: Path, fields: dict[str, list[str]], loaded: LoadedAssignment
) -> tuple[Expected, ...]:
    known = {item.id for item in loaded.assignment.checks}
    named = [name for field in OUTCOMES for name in fields.get(field, [])]
    for name in named:
        if name not in known:
            raise CourseError(
                f"{path}: there is no check {name!r} in the rubric "
                f"(there: {_listed(sorted(known))})."
            )
        if named.count(name) > 1:
            raise CourseError(f"{path}: the check {name!r} is named twice.")
    if not set(named) - set(fields.get("varies", [])):
        raise CourseError(f"{path}: a wrong variant says `# fails: <check id>` in its header.")
    reasons = fields.get("because", [])
    if len(reasons) > len(named):
        raise CourseError(f"{path}: `because` has {len(reasons)} keys for {len(named)} checks.")
    keys = reasons + [""] * (len(named) - len(reasons))
    outcomes: dict[str, Outcome] = {}
    for field, outcome in OUTCOMES.items():
        outcomes |= dict.fromkeys(fields.get(field, []), outcome)
    return tuple(
        Expected(item=name, outcome=outcomes[name], key=key)
        for name, key in zip(named, keys, strict=True)
    )


def _cells(
    path: Path, text: str, marks: list[re.Match[str]], loaded: LoadedAssignment
) -> dict[str, str]:
    reference = dict(_changeable(loaded))
    cells: dict[str, str] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        name = mark["id"].strip()
        line = text.count("\n", 0, mark.start()) + 1
        if name not in reference:
            raise CourseError(
                f"{path}:{line}: the notebook has no cell {name!r} that a student may change "
                f"(there: {_listed(reference)})."
            )
        if name in cells:
            raise CourseError(f"{path}:{line}: cell {name!r} stands here a second time.")
        source = text[mark.end() : following.start() if following else len(text)].strip()
        if meaning(source) == meaning(reference[name]):
            raise CourseError(
                f"{path}:{line}: cell {name!r} is the reference's own, so it changes nothing."
            )
        cells[name] = source
    return cells


def _changeable(loaded: LoadedAssignment) -> Iterator[tuple[str, str]]:
    """The code cells that students can change, by id, with the reference's source."""
    solutions = loaded.solution_cells()
    for cell in loaded.source_notebook().cells:
        meta = cell.metadata.get("nbgrader") or {}
        if cell.cell_type == "code" and not (meta.get("locked") or meta.get("grade")):
            yield cell.id, solutions.get(cell.id, cell.source)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)

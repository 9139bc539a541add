"""A receipt for a notebook before it is handed in: does it run, and is everything there.

Nothing about points, and nothing that only the grader knows: what stands here is read off the
notebook itself, the released assignment beside it, and one run on the student's own computer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import graders
from graders.checks.crashes import explain
from graders.course.skeleton import worked_on
from graders.model.evidence import Evidence, Remark
from graders.model.values import Struct

if TYPE_CHECKING:
    from graders.course.own import OwnAssignment
    from graders.course.submission import ReadSubmission

_FILE = re.compile(
    r"""(?P<quote>['"])(?P<path>[^'"\n]{1,300}\.(?:csv|tsv|txt|json|npy|npz|keras|h5|parquet"""
    r"""|xlsx|pkl|png|jpe?g|zip|gz))(?P=quote)"""
)
_WRITES = re.compile(r"\b(?:to_csv|to_json|to_parquet|save\w*|dump|write\w*|ModelCheckpoint)\b")
_COMMENT = re.compile(r"^\s*#")
_RESTART = "crash-restart"


class Stop(Struct, frozen=True, kw_only=True):
    """A cell that did not run to its end, and why: a message's key and its facts."""

    cell: str
    outcome: str
    reason: Remark


class FileRead(Struct, frozen=True, kw_only=True):
    """A file that the notebook names. ``found`` where it will be there when it is graded."""

    path: str
    found: bool


class Task(Struct, frozen=True, kw_only=True):
    """A task of the assignment: is there an answer, and which of its names are missing."""

    id: str
    answered: bool
    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Receipt(Struct, frozen=True, kw_only=True):
    """What was found, about the notebook with this SHA-256, at this time (ISO 8601, UTC).

    ``hidden_state`` are stops because of a name that only a later cell makes; they are among
    ``stops`` as well. ``repairs`` say what would be restored or put back before grading.
    """

    assignment: str
    notebook: str
    sha256: str
    bytes: int
    at: str
    runs: bool
    ready: bool
    tasks: tuple[Task, ...]
    stops: tuple[Stop, ...] = ()
    hidden_state: tuple[Stop, ...] = ()
    repairs: tuple[Remark, ...] = ()
    files: tuple[FileRead, ...] = ()
    seconds: float = 0.0
    graders: str = graders.__version__


def receipt(
    data: bytes,
    *,
    name: str,
    own: OwnAssignment,
    read: ReadSubmission,
    run: Evidence,
    beside: Mapping[str, bytes],
    at: str,
) -> Receipt:
    """What a run of the notebook ``data`` showed; ``beside`` are the files beside it."""
    stops = tuple(_stops(run))
    tasks = tuple(_tasks(own, read, run))
    files = tuple(_files((cell.source for cell in read.cells), {*own.files, *beside}))
    runs = run.status.outcome == "finished" and not stops
    return Receipt(
        assignment=own.whole.slug,
        notebook=name,
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        at=at,
        runs=runs,
        ready=runs
        and all(task.answered and not task.missing for task in tasks)
        and all(file.found for file in files),
        tasks=tasks,
        stops=stops,
        hidden_state=tuple(stop for stop in stops if stop.reason.key == _RESTART),
        repairs=read.repairs,
        files=files,
        seconds=round(sum(cell.seconds for cell in run.cells), 1),
    )


def _stops(run: Evidence) -> Iterable[Stop]:
    for cell in run.cells:
        if cell.outcome == "error":
            why = explain(run, cell)
            key, facts = (why.key, why.facts) if why is not None else ("preflight-error", {})
            reason = Remark(key=key, facts={"cell": cell.cell, **facts})
            yield Stop(cell=cell.cell, outcome=cell.outcome, reason=reason)
        elif cell.outcome in {"timeout", "killed"}:
            reason = Remark(key=f"preflight-{cell.outcome}", facts={"cell": cell.cell})
            yield Stop(cell=cell.cell, outcome=cell.outcome, reason=reason)
    if run.status.outcome == "died" and all(cell.outcome != "killed" for cell in run.cells):
        last = run.status.cell or ""
        reason = Remark(key="preflight-killed", facts={"cell": last})
        yield Stop(cell=last, outcome="killed", reason=reason)


def _tasks(own: OwnAssignment, read: ReadSubmission, run: Evidence) -> Iterable[Task]:
    sources = {cell.cell: cell.source for cell in read.cells}
    for task in own.whole.cells:
        answered = worked_on(sources.get(task.id, ""), "")
        there = [name for name in task.names if run.value(name) is not None]
        missing = [name for name in task.names if name not in there]
        yield Task(id=task.id, answered=answered, found=tuple(there), missing=tuple(missing))


def _files(sources: Iterable[str], there: set[str]) -> Iterable[FileRead]:
    """Files that are named in the code, each once, where the line does not write it.

    A line is only looked at, never compiled. A path elsewhere that ends in the assignment's own
    file is one: such paths are led to it when the notebook is graded.
    """
    seen: dict[str, bool] = {}
    written: set[str] = set()
    for source in sources:
        for line in source.splitlines():
            if _COMMENT.match(line):
                continue
            for named in _FILE.finditer(line[:2000]):
                path = named["path"]
                if _WRITES.search(line):
                    written.add(path)
                elif path not in written and "://" not in path:
                    known = _known(path, there)
                    seen.setdefault(known or path, bool(known))
    return (FileRead(path=path, found=found) for path, found in seen.items())


def _known(path: str, there: set[str]) -> str:
    plain = path.removeprefix("./")
    if plain in there:
        return plain
    last = plain.rpartition("/")[2]
    return next((one for one in sorted(there) if one.rpartition("/")[2] == last), "")

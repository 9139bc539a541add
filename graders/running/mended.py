"""Broken by a newer library: the notebook again, with today's interface in the lines that broke.

A cell that stops at an interface which a newer library removed says nothing about its student, nor
does anything after it. The line is substituted (``graders/checks/interfaces.py`` knows how), and
the run of that program is the one that is judged. Each substitution is a remark in
``Evidence.repairs``; from them the program that ran can be made again.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from graders.checks.interfaces import Interface, removed_interface
from graders.model.evidence import CellRun, Evidence, Remark
from graders.model.plan import PlannedCell, RunJob

KEY = "interface-substituted"
MOST_RUNS = 6
STAGE = "mended"
"""The stage of ``Evidence.timing`` that holds the seconds of the runs before the last one."""

_LONGEST = 4_000
"""Characters of a statement that is worth rewriting."""

Run = Callable[[RunJob], Evidence]
Progress = Callable[[str], None]


class Substitution(NamedTuple):
    """Lines of a cell from ``line`` (counted from 1) on: as they were, and as they ran."""

    cell: str
    line: int
    was: str
    now: str
    interface: Interface


class _Failure(NamedTuple):
    cell: str
    line: int
    interface: Interface


def mend(
    run: Run, job: RunJob, evidence: Evidence, progress: Progress | None = None
) -> tuple[RunJob, Evidence]:
    """The program to go on with, and its run: ``evidence`` itself where nothing can be mended.

    ``evidence`` is of ``job``, or of an earlier result of this function for it: then the job is
    made again without a run. At most ``MOST_RUNS`` runs are made, since what stands behind a
    mended line may be broken too. A substitution that does not help is taken back. Raises what
    ``run`` raises.
    """
    job = substituted_job(job, evidence)
    hopeless: set[tuple[str, int, str]] = set()
    for number in range(1, MOST_RUNS + 1):
        failures = [one for one in _failures(evidence) if _key(one) not in hopeless]
        found = substitutions(job, failures)
        if not found:
            break
        if progress is not None:
            progress(f"mended {number}")
        changed = _substituted(job, ((one.cell, one.line, one.was, one.now) for one in found))
        again = run(changed)
        if again.status.outcome == "lost":
            break
        tried = {one.interface for one in found}
        useless = {
            _key(one)
            for one in failures
            if one.interface in tried and _still_broken(one, found, again)
        }
        if useless:
            hopeless |= useless
            continue
        evidence = _joined(evidence, again, found)
        job = changed
    return job, evidence


def substituted_job(job: RunJob, evidence: Evidence) -> RunJob:
    """The job whose run ``evidence`` is, by the substitutions that it records."""
    recorded = [
        (one.cell, one.facts.get("line"), one.facts.get("_was"), one.facts.get("_now"))
        for one in evidence.repairs
        if one.key == KEY
    ]
    return _substituted(
        job,
        (
            (cell, line, was, now)
            for cell, line, was, now in recorded
            if cell is not None
            and isinstance(line, int)
            and isinstance(was, str)
            and isinstance(now, str)
        ),
    )


def substitutions(job: RunJob, failures: Iterable[_Failure]) -> tuple[Substitution, ...]:
    """What to write instead for these failures; each line once, by cell and line."""
    sources = {cell.cell: cell.source for cell in job.plan.cells if cell.kind == "code"}
    found: dict[tuple[str, int], Substitution] = {}
    for failure in failures:
        if failure.interface.everywhere:
            places = [(cell, at) for cell in sources for at in statements(sources[cell])]
        else:
            places = [(failure.cell, at) for at in _around(sources, failure)]
        for cell, (first, last) in places:
            was = "\n".join(sources[cell].split("\n")[first - 1 : last])
            made = _made(failure.interface, cell, first, was, sources[cell])
            overlaps = any(
                other.cell == cell and _overlap(other, first, last) for other in found.values()
            )
            if made is not None and not overlaps:
                found[cell, first] = made
                for along in _along(made, sources):
                    found.setdefault((along.cell, along.line), along)
    return tuple(found[place] for place in sorted(found))


def statements(source: str) -> list[tuple[int, int]]:
    """First and last line of every simple statement, and of the heads of compound ones.

    Lines of IPython (``%``, ``!``) are left out. Of a source that Python cannot read every line
    stands for itself.
    """
    lines = source.split("\n")
    plain = "\n".join(re.sub(r"^(\s*)[%!].*$", r"\1pass", line) for line in lines)
    try:
        tree = ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [(number, number) for number in range(1, len(lines) + 1)]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            first, last = node.lineno, node.end_lineno or node.lineno
            body = getattr(node, "body", None)
            if isinstance(body, list) and body:
                last = max(first, body[0].lineno - 1)
            found.add((first, last))
    return sorted(found)


def _around(sources: dict[str, str], failure: _Failure) -> Iterator[tuple[int, int]]:
    """The line that raised; where it alone does not tell, its statement."""
    source = sources.get(failure.cell, "")
    lines = source.split("\n")
    if not 1 <= failure.line <= len(lines):
        return
    line = lines[failure.line - 1]
    if len(line) <= _LONGEST and failure.interface.mended(line) is not None:
        yield failure.line, failure.line
        return
    spans = [at for at in statements(source) if at[0] <= failure.line <= at[1]]
    if spans:
        yield min(spans, key=lambda at: at[1] - at[0])


def _made(
    interface: Interface, cell: str, first: int, was: str, source: str
) -> Substitution | None:
    """The substitution for these lines, as many as before, if Python can still read the cell."""
    if len(was) > _LONGEST:
        return None
    now = interface.mended(was)
    if now is None:
        return None
    now += "\n" * (was.count("\n") - now.count("\n"))
    made = Substitution(cell, first, was, now, interface)
    if now.count("\n") > was.count("\n"):
        return None
    spoilt = _readable(source) and not _readable(_replaced(source, first, was, now))
    return None if spoilt else made


def _along(made: Substitution, sources: dict[str, str]) -> Iterator[Substitution]:
    """Other lines that know a file by its old name."""
    if not made.interface.path:
        return
    old, new = ([*_LITERAL.findall(text)] for text in (made.was, made.now))
    gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
    if len(gone) != 1 or len(come) != 1:
        return
    name = re.compile(rf"(['\"]){re.escape(gone[0][1])}\1")
    for cell, source in sources.items():
        for number, line in enumerate(source.split("\n"), start=1):
            now = name.sub(lambda quoted: f"{quoted[1]}{come[0][1]}{quoted[1]}", line)
            if now != line and not (cell == made.cell and _overlap(made, number, number)):
                yield Substitution(cell, number, line, now, made.interface)


_LITERAL = re.compile(r"(['\"])([^'\"\n]*)\1")


def _overlap(made: Substitution, first: int, last: int) -> bool:
    return made.line <= last and first <= made.line + made.was.count("\n")


def _failures(evidence: Evidence) -> list[_Failure]:
    found = []
    for run in evidence.cells:
        interface = _interface(run)
        if interface is not None and run.raised is not None and run.raised.line:
            found.append(_Failure(run.cell, run.raised.line, interface))
    return found


def _interface(run: CellRun) -> Interface | None:
    return removed_interface(run.raised) if run.raised is not None else None


def _key(failure: _Failure) -> tuple[str, int, str]:
    return failure.cell, failure.line, failure.interface.old


def _still_broken(failure: _Failure, found: tuple[Substitution, ...], again: Evidence) -> bool:
    """The same interface at the same place, or a name there that only our line uses."""
    run = again.cell(failure.cell)
    if run is None or run.raised is None or run.raised.line != failure.line:
        return False
    if _interface(run) == failure.interface:
        return True
    missing = re.search(r"^name '(\w+)' is not defined", run.raised.message)
    own = (one for one in found if one.cell == failure.cell and _overlap(one, *[failure.line] * 2))
    return missing is not None and any(
        re.search(rf"\b{missing[1]}\b", one.now) and not re.search(rf"\b{missing[1]}\b", one.was)
        for one in own
    )


def _joined(before: Evidence, again: Evidence, found: tuple[Substitution, ...]) -> Evidence:
    """The new run's evidence with what was repaired for it, and its time."""
    spent = sum(before.timing.stages.values())
    stages = {**again.timing.stages, STAGE: again.timing.stages.get(STAGE, 0.0) + spent}
    return msgspec.structs.replace(
        again,
        repairs=(*before.repairs, *again.repairs, *map(_remark, found)),
        timing=msgspec.structs.replace(again.timing, stages=stages),
    )


def _remark(made: Substitution) -> Remark:
    # Made by hand: a fact of a remark is cut to a length that lines of a program can exceed.
    return Remark(
        key=KEY,
        cell=made.cell,
        facts={
            "cell": made.cell,
            "line": made.line,
            "old": made.interface.old,
            "write": made.interface.write,
            "since": made.interface.since,
            "_was": made.was,
            "_now": made.now,
        },
    )


def _substituted(job: RunJob, changes: Iterable[tuple[str, int, str, str]]) -> RunJob:
    cells: dict[str, PlannedCell] = {cell.cell: cell for cell in job.plan.cells}
    for name, line, was, now in changes:
        cell = cells.get(name)
        if cell is not None:
            source = _replaced(cell.source, line, was, now)
            cells[name] = msgspec.structs.replace(cell, source=source)
    plan = msgspec.structs.replace(job.plan, cells=tuple(cells.values()))
    return msgspec.structs.replace(job, plan=plan)


def _replaced(source: str, line: int, was: str, now: str) -> str:
    """The source with these lines in the place of those; itself where they do not stand there."""
    lines = source.split("\n")
    last = line + was.count("\n")
    if "\n".join(lines[line - 1 : last]) != was:
        return source
    return "\n".join([*lines[: line - 1], *now.split("\n"), *lines[last:]])


def _readable(source: str) -> bool:
    plain = "\n".join(re.sub(r"^(\s*)[%!].*$", r"\1pass", line) for line in source.split("\n"))
    try:
        ast.parse(plain)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True

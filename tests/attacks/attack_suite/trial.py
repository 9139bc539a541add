"""Judging one attack by its grade, its evidence and what is left on this machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import msgspec
from attack_suite.attack import Attack
from attack_suite.cohort import Cohort
from attack_suite.control import BREACH
from attack_suite.course import BEFORE
from attack_suite.host import LIMITS, MEBIBYTE, Host
from attack_suite.published import orders_in

from graders.model.evidence import CellRun, Evidence
from graders.model.grade import Grade
from graders.reports.messages import Messages

LONGEST = 40.0
"""Seconds of wall time in which any attack must be over, whatever else this machine does."""


@dataclass(frozen=True)
class Trial:
    """``problems`` are sentences; without any the attack was contained."""

    attack: Attack
    armed: bool
    problems: tuple[str, ...]
    ended: str
    seconds: float

    @property
    def contained(self) -> bool:
        """Whether nothing was harmed."""
        return not self.problems


@dataclass(frozen=True)
class Outcome:
    """A finished cohort with its host, the honest score, and everything that was published."""

    cohort: Cohort
    here: Host
    most: Decimal
    published: dict[str, bytes] = field(default_factory=dict)


def try_attack(attack: Attack, outcome: Outcome, *, armed: bool) -> Trial:
    """The trial of a cell's attack."""
    cohort, here = outcome.cohort, outcome.here
    grade, run = cohort.grades.get(attack.name), cohort.evidence.get(attack.name)
    if grade is None or run is None:
        return Trial(attack, armed, ("it has no grade",), "", 0.0)
    problems = [
        *of_the_run(attack, run),
        *of_the_grade(grade, outcome.most),
        *of_the_host(attack, cohort, here),
        *orders_in(outcome.published, here.mark(attack.name)),
    ]
    if here.mark(attack.name).encode() in _claims(run, grade):
        problems.append("what it forged was believed")
    return Trial(attack, armed, tuple(problems), ended(run), round(run.status.seconds, 1))


def of_the_run(attack: Attack, run: Evidence) -> list[str]:
    """Whether the run did the harm, or did not end as it should."""
    problems = []
    if any(line.strip() == BREACH for cell in run.cells for line in printed(cell)):
        problems.append("the attack succeeded")
    if attack.endings and run.status.outcome not in attack.endings:
        problems.append(f"the run ended with {ended(run)}")
    if run.status.seconds > LONGEST:
        problems.append(f"the run took {run.status.seconds:.0f} s")
    if size(run) > 4 * int(LIMITS["output_mb"]) * MEBIBYTE:
        problems.append("the evidence is as large as a flood")
    return problems


def size(run: Evidence) -> int:
    """Bytes of the evidence, but for the models' files: each may be as large as a frame."""
    models = tuple(msgspec.structs.replace(model, archive=b"") for model in run.models)
    return len(msgspec.structs.replace(run, models=models).encode())


def of_the_grade(grade: Grade, most: Decimal) -> list[str]:
    """Whether the attack's own grade is one that can be explained to the student."""
    problems = []
    if grade.state not in {"graded", "needs-review"}:
        problems.append(f"the grade is {grade.state}")
    if grade.score > most:
        problems.append(f"it earned {grade.score}, and the honest solution {most}")
    kept = {line.item: line for line in grade.lines}
    if any(kept[item].points < kept[item].possible for item in BEFORE if item in kept):
        problems.append("what came before the attack was lost")
    if any(line.verdict.outcome == "broken" for line in grade.lines):
        problems.append("a line of the grade is broken")
    for lang in ("en", "ko"):
        messages = Messages(lang)
        said = [(line.verdict.key, line.verdict.facts) for line in grade.lines]
        if grade.problem is not None:
            said.append((grade.problem.key, grade.problem.facts))
        if any(not messages.say(key, facts).strip() for key, facts in said):
            problems.append("something is not said in words")
    return problems


def of_the_host(attack: Attack, cohort: Cohort, here: Host) -> list[str]:
    """What is left on this machine."""
    problems = []
    if here.trace(attack.name).exists():
        problems.append("it left a file on the host")
    if alive := cohort.survivors.get(attack.name):
        problems.append(f"{alive} processes survive")
    return problems


def _claims(run: Evidence, grade: Grade) -> bytes:
    """Evidence that is not a text of the student's own, and the grade."""
    own = msgspec.structs.replace(
        run,
        cells=tuple(
            msgspec.structs.replace(cell, outputs=b"", raised=None, binds=()) for cell in run.cells
        ),
        status=msgspec.structs.replace(run.status, detail=""),
    )
    lines = tuple((line.verdict.key, line.verdict.review) for line in grade.lines)
    return own.encode() + msgspec.json.encode((lines, grade.remarks, grade.review))


def printed(cell: CellRun) -> list[str]:
    """Lines that a cell printed; a traceback, which quotes the attack's own code, is none."""
    outputs = msgspec.json.decode(cell.outputs or b"[]")
    return "".join(
        "".join(output["text"]) for output in outputs if output.get("output_type") == "stream"
    ).splitlines()


def ended(run: Evidence) -> str:
    """How a run ended, in short."""
    status = run.status
    return status.outcome if status.limit is None else f"{status.outcome} ({status.limit})"

"""What a solution's grade is, held against what the solution is filed under."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from graders import grading
from graders.checks import check_types, make_check
from graders.checks.calibrated import Calibrated
from graders.course.variants import disagreements
from graders.model.grade import Digests, Grade, Line
from graders.model.proof import LineResult, Nature, Result
from graders.proof.solutions import Case

if TYPE_CHECKING:
    from graders.course.folder import LoadedAssignment
    from graders.model.evidence import Evidence
    from graders.model.proof import How

UNSOLVED = Decimal("0.1")
"""What an unsolved notebook may get at most, as a share of full marks."""

_TRAINING_AGAIN = "seeds"
"""The experiment that trains again: what it costs is no part of the others' budget."""


class Judging:
    """Rubric, reference and checks of one assignment, made once."""

    def __init__(self, loaded: LoadedAssignment) -> None:
        self.loaded = loaded
        self.assignment = loaded.assignment
        self.reference = loaded.reference()
        self.types = check_types(loaded.custom_checks())
        made = {item.id: make_check(item, self.types) for item in self.assignment.checks}
        self.natures: dict[str, Nature] = {
            item: "metric"
            if isinstance(check, Calibrated)
            else "experiment"
            if check.needs - {_TRAINING_AGAIN}
            else "structural"
            for item, check in made.items()
        }
        self.needs = frozenset().union(*(check.needs for check in made.values()))

    def grade(self, evidence: Evidence) -> Grade:
        """Points with reasons; the same for the same evidence."""
        return grading.grade("", self.assignment, evidence, self.reference, Digests(), self.types)

    def verdicts(self, evidence: Evidence) -> object:
        """What must not depend on how evidence is kept: all but facts, which hold figures."""
        grade = self.grade(evidence)
        said = [
            (line.item, line.verdict.outcome, line.verdict.key, line.points, line.verdict.review)
            for line in grade.lines
        ]
        remarks = [remark.key for line in grade.lines for remark in line.verdict.remarks]
        return (grade.state, grade.review, said, remarks)

    def result(self, case: Case, evidence: Evidence, how: How, seconds: float) -> Result:
        """The grade of one run, held against the header."""
        grade = self.grade(evidence)
        lines = tuple(self._line(case, line) for line in grade.lines)
        faults, by_rate = self._faults(case, grade, lines)
        extra = [one for one in evidence.experiments if one.name != _TRAINING_AGAIN]
        asked = [one.resolved for one in extra if one.resolved is not None]
        return Result(
            slug=self.assignment.slug,
            kind=case.solution.kind,
            name=case.solution.name,
            title=case.solution.title,
            seed=case.seed,
            how=how,
            lines=lines,
            faults=faults,
            by_rate=by_rate,
            error=_error(grade),
            seconds=seconds,
            cpu_seconds=evidence.status.cpu_seconds,
            extra_cpu_seconds=sum(one.cpu_seconds for one in extra),
            look_cpu_seconds=sum(
                one.cpu_seconds for one in evidence.experiments if one not in extra
            ),
            resolved=all(asked) if asked else None,
        )

    def _line(self, case: Case, line: Line) -> LineResult:
        verdict = line.verdict
        variant = case.solution.variant
        expected = variant.expected if variant is not None else ()
        blocker = verdict.facts.get("item") if verdict.key == "blocked-by" else None
        return LineResult(
            item=line.item,
            check=line.check,
            nature=self.natures[line.item],
            outcome=verdict.outcome,
            key=verdict.key,
            lost=line.points < line.possible,
            wanted=next((one.outcome for one in expected if one.item == line.item), ""),
            root=str(blocker or ""),
        )

    def _faults(
        self, case: Case, grade: Grade, lines: tuple[LineResult, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Where the grade is not as filed; and losses of right solutions that count by rate."""
        variant = case.solution.variant
        if variant is None:
            return _unsolved(grade), ()
        if not case.seed or variant.kind == "wrong":
            return disagreements(variant, grade), ()
        rates = {line.item for line in lines if line.lost and self._by_rate(line)}
        rest = [line for line in grade.lines if line.item not in rates]
        some = [line for line in grade.lines if line.item in rates]
        bare = msgspec.structs.replace(grade, lines=tuple(some), review=())
        kept = msgspec.structs.replace(grade, lines=tuple(rest))
        return disagreements(variant, kept), disagreements(variant, bare) if some else ()

    def _by_rate(self, line: LineResult) -> bool:
        """A bar was missed, or something waits for one."""
        if line.outcome == "broken":
            return False
        return self.natures.get(line.root or line.item) == "metric"


def _unsolved(grade: Grade) -> tuple[str, ...]:
    if grade.state == "broken":
        return (_error(grade),)
    if grade.score <= UNSOLVED * grade.possible:
        return ()
    got = [f"{line.item} is {line.verdict.outcome}" for line in grade.lines if line.points]
    return (f"{grade.score} of {grade.possible} points: {', '.join(got)}",)


def _error(grade: Grade) -> str:
    if grade.state not in {"broken", "unreadable"}:
        return ""
    why = grade.problem
    return f"the grade is {grade.state} ({why.key if why is not None else ''})"

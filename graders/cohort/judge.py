"""Judging one assignment's submissions in the parent: everything it needs, digested once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import msgspec

from graders import grading
from graders.checks import check_types, make_check
from graders.checks.base import broken
from graders.cohort import keys
from graders.errors import SubmissionError
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Digests, Grade, Verdict
from graders.model.plan import RunJob
from graders.running import observing

if TYPE_CHECKING:
    from graders.cohort.index import AttemptRow
    from graders.course.folder import LoadedAssignment
    from graders.model.assignment import RubricItem


class Runs(Protocol):
    """What runs a job: ``graders.running.runner.Runner``."""

    def run(self, job: RunJob, progress: Callable[[str], None] | None = None, /) -> Evidence:
        """What one run showed. Called from several threads; ``progress`` is told each cell."""


@runtime_checkable
class Elastic(Protocol):
    """A runner whose room changes while it runs: a cluster's workers come and go."""

    @property
    def slots(self) -> int:
        """How many jobs go on at once now; 0 while there is no worker."""


class Judge:
    """Rubric, reference and check types of one assignment, and the digests of them all.

    Given the same evidence it always gives the same grade. :meth:`observe` makes evidence; all
    else runs nothing and reads no clock.
    """

    def __init__(self, loaded: LoadedAssignment) -> None:
        self.loaded = loaded
        self.assignment = loaded.assignment
        self._reference = loaded.reference()
        self._types = check_types(loaded.custom_checks())
        self._rubric = keys.rubric_digest(loaded.assignment)
        self._calibration, self._targets = keys.reference_digests(self._reference)
        self._code = keys.judging_digest([loaded.folder / "checks.py"])

    def key(self, evidence: str, seen: str = "") -> str:
        """The key of a grade judged from this evidence, or made for what was ``seen`` without."""
        return keys.grade_key(
            evidence,
            rubric=self._rubric,
            calibration=self._calibration,
            targets=self._targets,
            code=self._code,
            lines=seen,
        )

    def observe(
        self,
        runner: Runs,
        job: RunJob,
        repairs: tuple[Remark, ...] = (),
        progress: Callable[[str], None] | None = None,
        known: Evidence | None = None,
    ) -> Evidence:
        """Run a notebook, then perform the experiments that the rubric's checks ask for.

        ``repairs`` are what was mended in the notebook. ``known`` is the job's evidence, archives
        included, where it has run already: then only missing experiments are performed. Raises
        :class:`SandboxError` where the first run was lost.
        """
        return observing.observe(
            runner.run, job, self.assignment, self._reference, self._types, progress,
            repairs=repairs, known=known,
        )  # fmt: skip

    def lacks(self, run: Evidence) -> bool:
        """Whether this evidence has no record of an experiment that the rubric asks for."""
        return observing.lacking(run, self.assignment, self._reference, self._types)

    def grade(
        self, row: AttemptRow, remarks: tuple[Remark, ...], evidence: str, run: Evidence
    ) -> Grade:
        """Points with reasons. ``evidence`` is ``run``'s key; ``remarks`` are the reading's."""
        grade = grading.grade(
            row.student,
            self.assignment,
            run,
            self._reference,
            self._digests(row, evidence),
            self._types,
        )
        return _about(grade, row, remarks)

    def verdict(self, item: RubricItem, run: Evidence, student: str = "") -> Verdict:
        """One line's check on its own, whatever it waits for. A check that raises is *broken*."""
        check = make_check(item, self._types)
        reference = msgspec.structs.replace(self._reference, student=student)
        try:
            return check(run, reference, item)
        except Exception as problem:  # noqa: BLE001 - whatever a check raises is our fault
            return broken("check-raised", check=item.check, type=type(problem).__name__)

    def unreadable(
        self, row: AttemptRow, remarks: tuple[Remark, ...], problem: SubmissionError | Remark
    ) -> Grade:
        """A submission that is no notebook."""
        grade = grading.unreadable(
            row.student,
            self.assignment,
            Remark(key=problem.key, facts=dict(problem.facts)),
            self._digests(row, ""),
        )
        return _about(grade, row, remarks)

    def broken(self, row: AttemptRow, remarks: tuple[Remark, ...], problem: Remark) -> Grade:
        """Our fault: no points are stated."""
        grade = grading.broken(row.student, self.assignment, problem, self._digests(row, ""))
        return _about(grade, row, remarks)

    def _digests(self, row: AttemptRow, evidence: str) -> Digests:
        return Digests(
            notebook=row.notebook,
            files=row.files,
            data=self._targets,
            evidence=evidence,
            rubric=self._rubric,
            calibration=self._calibration,
            code=self._code,
        )


def _about(grade: Grade, row: AttemptRow, remarks: tuple[Remark, ...]) -> Grade:
    known = tuple(one for one in remarks if one not in grade.remarks)
    return msgspec.structs.replace(grade, attempt=row.number, remarks=(*known, *grade.remarks))

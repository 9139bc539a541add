"""The errors that people see.

GradersError
├── UsageError          the command line or a folder is not what it should be   exit 2
│   ├── CourseError     no course here, unknown assignment, unknown student
│   └── RubricError     assignment.toml: file, line and field
├── SubmissionError     one submission cannot be graded as it is; never stops a batch
│   └── CollectionError an archive or a folder of hand-ins that is not taken
├── EvidenceError       what came back from a box is not evidence
├── SandboxError        a box could not be made or was lost: our fault, never the student's
│   └── ClusterError    a cluster cannot be used or is gone: it ends the run, and the next goes on
├── CalibrationError    a metric that does not beat its baseline, a missing band
└── StoreError          the result store or the gradebook cannot be read or written

Each message says what happened, where, and what to do.
"""

from __future__ import annotations


class GradersError(Exception):
    """Base of every error that is shown to people as a sentence, without a traceback."""

    exit_code = 1


class UsageError(GradersError):
    """The call or the folder it was made in is not what it should be."""

    exit_code = 2


class CourseError(UsageError):
    """The course folder, an assignment or a student is not there or not readable."""


class RubricError(UsageError):
    """An ``assignment.toml`` that is not valid.

    ``file`` is the path as shown to the author, ``line`` counts from 1 (``None`` where the
    whole file is meant), ``field`` is a dotted path such as ``checks[2].points``.
    """

    def __init__(self, file: str, line: int | None, field: str, problem: str) -> None:
        self.file, self.line, self.field, self.problem = file, line, field, problem
        where = file if line is None else f"{file}:{line}"
        super().__init__(f"{where}: {field}: {problem}" if field else f"{where}: {problem}")


class SubmissionError(GradersError):
    """One submission cannot be graded as it is. ``key`` names the message, ``facts`` fill it."""

    def __init__(self, key: str, **facts: str | float) -> None:
        self.key, self.facts = key, facts
        shown = ", ".join(f"{name}={value}" for name, value in facts.items())
        super().__init__(f"{key}({shown})" if shown else key)


class CollectionError(SubmissionError):
    """What was to be collected is refused as a whole: no archive, damaged, hostile, or unknown."""


class EvidenceError(GradersError):
    """Bytes that came back from a box are not evidence: truncated, oversized, of another schema."""


class SandboxError(GradersError):
    """A box could not be started, or was lost. Retried, then *needs review*; never a zero."""


class ClusterError(SandboxError):
    """A cluster cannot be used, or is gone. What has no grade yet is run by the next run."""


class CalibrationError(GradersError):
    """A band is missing, stale, or does not beat the baseline."""


class StoreError(GradersError):
    """The result store or the gradebook cannot be read or written."""

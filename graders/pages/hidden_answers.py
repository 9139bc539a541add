"""Which of a submission's answers are held against hidden targets, and how they are read."""

from __future__ import annotations

import numpy as np

from graders.checks import figures
from graders.checks.arrays import codes, column, numbers, raw
from graders.checks.metric import comparable
from graders.model.assignment import Assignment
from graders.model.evidence import Evidence
from graders.model.reference import Reference
from graders.reports.answers import Table, binned, confusion
from graders.reports.student_page import Answers

_TABLES = 2


def hidden_answers(
    assignment: Assignment, evidence: Evidence, reference: Reference
) -> tuple[Answers, ...]:
    """A table for each name that a metric of the rubric reads; see :mod:`graders.reports.answers`.

    Names with as many answers as there are rows, in a form that the metric takes; of answers to
    the same question, probabilities and labels, the first.
    """
    found: dict[str, Answers] = {}
    for item in assignment.checks:
        name = item.parameters.get("answers", "y_test_pred")
        if item.check != "metric" or "truth" in item.parameters or name in found:
            continue
        metric = str(item.parameters.get("metric", ""))
        table = _table(str(name), metric, evidence, reference)
        if table is not None:
            found[str(name)] = Answers(str(name), table)
    return tuple(found.values())[:_TABLES]


def _table(name: str, metric: str, evidence: Evidence, reference: Reference) -> Table | None:
    truth = raw(reference.targets)
    answers = raw(evidence.value(name))
    if truth is None or truth.ndim != 1 or answers is None or answers.ndim == 0:
        return None
    answers = column(answers)
    if len(answers) != len(truth):
        return None
    if metric in figures.REGRESSION:
        return _values(truth, answers, reference)
    asked = codes(truth, reference.labels)
    read = comparable("accuracy", answers, reference.labels)
    if asked is None or read is None:
        return None
    given = np.where(np.isfinite(read), read, -1).astype(np.int64)
    labels = reference.labels or tuple(str(code) for code in range(int(asked.max()) + 1))
    return confusion(asked, given, labels)


def _values(truth: np.ndarray, answers: np.ndarray, reference: Reference) -> Table | None:
    train = numbers(reference.train_targets)
    if train is None or truth.dtype.kind not in "biuf" or answers.dtype.kind not in "biuf":
        return None
    if answers.ndim != 1:
        return None
    return binned(truth.astype(np.float64), answers.astype(np.float64), train)

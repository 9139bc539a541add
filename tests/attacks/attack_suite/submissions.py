"""Attacks that strike before a cell runs: files, folders and names, made by ``submissions/*.py``.

Such a file has ``hand_in(folder, notebook, here)``, which writes the submission, and
``naive(folder, here)``: a program that reads it without care, and says whether that harmed it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from queue import Empty
from typing import Any

from attack_suite.attack import Attack
from attack_suite.course import program, student_of
from attack_suite.host import Host
from attack_suite.published import orders_in
from attack_suite.trial import Outcome, Trial, of_the_grade

from graders.reports.plain import printable

PATIENCE = 20.0


def armed_naively(attack: Attack, here: Host, notebook: dict[str, Any]) -> bool:
    """Whether a careless reader is harmed: it says so, crashes, or hangs."""
    context = get_context("fork")
    with tempfile.TemporaryDirectory() as folder:
        answers = context.Queue()
        child = context.Process(target=_read, args=(attack, Path(folder), here, notebook, answers))
        child.start()
        child.join(PATIENCE)
        hangs, code = child.is_alive(), child.exitcode
        child.kill()
        child.join()
        here.trace(attack.name).unlink(missing_ok=True)
        try:
            return bool(answers.get(timeout=0.5))
        except Empty:
            return hangs or code != 0


def _read(attack: Attack, folder: Path, here: Host, notebook: dict[str, Any], answers: Any) -> None:
    sys.stderr = sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - ends with the process
    made = program(attack)
    made.hand_in(folder, notebook, here)
    answers.put(bool(made.naive(folder, here)))
    answers.close()
    answers.join_thread()


def try_submission(attack: Attack, outcome: Outcome, *, armed: bool) -> Trial:
    """The trial of such a submission in a finished cohort."""
    cohort, here = outcome.cohort, outcome.here
    student = student_of(attack).encode("utf-8", "backslashreplace").decode()
    grade = cohort.grades.get(student)
    if grade is None:
        return Trial(attack, armed, ("it has no grade",), "", 0.0)
    problems = []
    if attack.endings and grade.state not in attack.endings:
        problems.append(f"the grade is {grade.state}")
    if grade.state in {"graded", "needs-review"}:
        problems += of_the_grade(grade, outcome.most)
    elif grade.problem is None:
        problems.append("the grade does not say what is wrong")
    if here.trace(attack.name).exists():
        problems.append("it left a file on the host")
    if any(here.private.encode() in data for data in outcome.published.values()):
        problems.append("a secret of the host was published")
    problems += orders_in(outcome.published, here.mark(attack.name))
    run = cohort.evidence.get(student)
    seconds = round(run.status.seconds, 1) if run is not None else 0.0
    ended = grade.state if grade.problem is None else f"{grade.state} ({grade.problem.key})"
    return Trial(attack, armed, tuple(problems), printable(ended), seconds)

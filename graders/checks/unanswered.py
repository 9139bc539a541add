"""What a check says where the experiment that it needs gave no answer: no penalty."""

from __future__ import annotations

from graders.checks.base import failed, passed
from graders.model.evidence import Evidence
from graders.model.experiment import Experiment, Name
from graders.model.grade import Verdict

_WITHOUT_ANSWER = {
    "rows-not-found": "experiment-rows-not-found",
    "run-disturbed": "experiment-run-disturbed",
    "run-unfinished": "experiment-run-unfinished",
    "moves-by-itself": "experiment-moves-by-itself",
    "inputs-not-seen": "experiment-inputs-not-seen",
    "timeout": "experiment-timeout",
    "died": "experiment-died",
    "lost": "experiment-lost",
}
WATCHED = "differs-when-watched"
"""The one reason that is the program's own: it does other things where it finds itself tried."""


def answer(evidence: Evidence, name: Name) -> Experiment | Verdict:
    """The experiment's record where it has an answer; full credit where it has none.

    A question that could not be put is nobody's fault: a person looks. One that was skipped,
    because something before it failed, has cost its points there, and needs nobody. A program
    that behaves otherwise in the experiment gets nothing, and a person looks as well.
    """
    found = evidence.experiment(name)
    if found is None:
        return passed("experiment-missing", review="experiment-missing")
    if found.outcome == "done":
        return found
    if found.outcome == "skipped":
        return passed("experiment-skipped")
    if found.reason == WATCHED:
        key = f"experiment-{WATCHED}"
        return failed(key, review=key, cell=found.facts.get("cell", "?"))
    known = _WITHOUT_ANSWER.get(found.reason) or _WITHOUT_ANSWER.get(found.outcome)
    key = known or "experiment-unresolved"
    return passed(key, review=key)

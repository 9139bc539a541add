"""Answers of a function that takes one array, side by side with its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from graders.checks import roles
from graders.checks.arrays import Numbers
from graders.checks.base import Facts, blocked, broken, failed
from graders.checks.probing import array, number, outputs, shown
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence
from graders.model.grade import Verdict
from graders.model.probe import Argument, ProbeAnswer


class Heard(NamedTuple):
    """A call that was answered: the input (numbers of any shape) and what came back."""

    given: Numbers
    got: Numbers


class Fault(NamedTuple):
    """The first thing found wrong, and the call that shows it. ``kind`` ends a message's key."""

    kind: str
    given: Numbers
    got: Numbers | None = None
    said: str = ""


def unanswered(evidence: Evidence, item: RubricItem, name: str) -> Verdict:
    """Nothing came back: the notebook has no such function, or its run had ended."""
    known = evidence.value(name, item.cell)
    if known is not None and known.kind != "function":
        return failed("function-not-one", name=name, type=known.type)
    if known is not None:
        # It was there when its cell had run: calling one of the cell's functions ended the run,
        # or it was not asked.
        if evidence.status.outcome != "finished":
            return blocked("function-ended", name=name)
        return broken("function-not-called", name=name)
    return roles.absent(evidence, item, name=name, kind="value")


def hear(
    given: Sequence[Numbers], answers: Sequence[ProbeAnswer | None]
) -> tuple[list[Heard], Fault | None]:
    """Inputs with the array that came back for each, or what came instead of the first."""
    found: list[Heard] = []
    for one, answer in zip(given, answers, strict=True):
        if answer is None or answer.outcome in {"timeout", "missing"}:
            return found, Fault("slow", one)
        if answer.outcome == "raised":
            return found, Fault("raised", one, said=f"{answer.error}: {answer.message}"[:200])
        arrays = outputs(answer)
        if answer.outcome != "ok" or arrays is None or not arrays:
            return found, Fault("nothing", one, said=answer.message or "too large")
        same = len({part.shape for part in arrays}) == 1
        if len(arrays) > 1 and not same:
            return found, Fault("nothing", one, said="tuple")
        whole = np.stack(arrays) if answer.many else arrays[0]
        found.append(Heard(one, whole.astype(np.float64)))
    return found, None


def facts(name: str, fault: Fault) -> Facts:
    """What a message tells of a fault."""
    got = "" if fault.got is None else shown(fault.got)
    lengths = "" if fault.got is None else str(fault.got.shape)
    return {"name": name, "given": shown(fault.given), "got": got, "said": fault.said,
            "shape": str(fault.given.shape), "got_shape": lengths}  # fmt: skip


def in_shape(one: Heard) -> bool:
    """Whether there is an answer for each number, in the input's shape; (1,) is a number too."""
    return one.got.shape == one.given.shape or (one.given.ndim == 0 and one.got.size == 1)


def argument(given: Numbers) -> Argument:
    """A plain number for what has no dimension, else an array."""
    return number(float(given)) if given.ndim == 0 else array(given)

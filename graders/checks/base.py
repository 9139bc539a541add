"""What a check is, and how it answers.

A check is a frozen value of parameters, called with evidence, the reference and its rubric
line. It reads, computes and answers with a :class:`~graders.model.grade.Verdict`; it never runs
or opens anything, and knows no other check.

A verdict's facts fill its message. Facts whose names start with ``_`` (a hidden bar, a figure on
hidden rows) are for the instructor's eyes: :class:`graders.reports.messages.Messages` never
shows them to a student.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Outcome, Verdict
from graders.model.probe import ProbeCall
from graders.model.reference import Reference
from graders.model.values import Scalar, Struct

CREDIT_STEP = Decimal("0.0001")
"""Credit is rounded half up to four places, so that points do not depend on float noise."""

_LONGEST_FACT = 300

Facts = dict[str, Any]
"""Facts on their way into a verdict, where :func:`plain` makes scalars of them."""


class Check(Struct, frozen=True, kw_only=True):
    """Base of every check: a subclass adds parameters as fields and implements ``__call__``.

    ``needs`` names the experiments that it may read (``graders.model.experiment.Name``).
    ``hidden`` marks a check that needs hidden targets, which ``grade check`` leaves out.
    ``exact`` marks one whose credit stands for an author's own number of points, not to be rounded.
    """

    needs: ClassVar[frozenset[str]] = frozenset()
    hidden: ClassVar[bool] = False
    exact: ClassVar[bool] = False

    def asks(self, evidence: Evidence, reference: Reference, item: RubricItem) -> frozenset[str]:
        """The experiments that it needs for this run; all of ``needs`` unless it knows better."""
        del evidence, reference, item
        return self.needs

    def probes(self, item: RubricItem) -> tuple[ProbeCall, ...]:
        """Calls of the notebook's own functions that it wants answered, always the same ones.

        :func:`graders.checks.probing.answered` has the answers. Called once for every notebook:
        keep what is slow to make.
        """
        del item
        return ()

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge the evidence. Must not raise on anything that a run can show."""
        raise NotImplementedError


def passed(
    key: str, *, remarks: tuple[Remark, ...] = (), review: str | None = None, **facts: object
) -> Verdict:
    """Full credit."""
    return Verdict(
        outcome="passed",
        key=key,
        facts=plain(facts),
        credit=Decimal(1),
        remarks=remarks,
        review=review,
    )


def failed(
    key: str, *, remarks: tuple[Remark, ...] = (), review: str | None = None, **facts: object
) -> Verdict:
    """No credit."""
    return Verdict(outcome="failed", key=key, facts=plain(facts), remarks=remarks, review=review)


def partial(
    key: str,
    share: float,
    *,
    remarks: tuple[Remark, ...] = (),
    review: str | None = None,
    **facts: object,
) -> Verdict:
    """Credit for a share of the way; the ends of [0, 1] are failed and passed."""
    shown = plain(facts)
    credit = credit_of(share)
    outcome: Outcome = "failed" if credit == 0 else "passed" if credit == 1 else "partial"
    return Verdict(
        outcome=outcome, key=key, facts=shown, credit=credit, remarks=remarks, review=review
    )


def blocked(key: str, *, review: str | None = None, **facts: object) -> Verdict:
    """Not judged, because something before it failed."""
    return Verdict(outcome="blocked", key=key, facts=plain(facts), review=review)


def broken(key: str, **facts: object) -> Verdict:
    """Not judged, and that is our fault: a person has to look."""
    return Verdict(outcome="broken", key=key, facts=plain(facts), review=key)


def remark(key: str, *, cell: str | None = None, **facts: object) -> Remark:
    """Something seen that costs no points."""
    return Remark(key=key, facts=plain(facts), cell=cell)


def credit_of(share: float) -> Decimal:
    """A share in [0, 1] as exact credit, rounded half up to four places; NaN earns nothing."""
    if math.isnan(share):
        return Decimal(0)
    clipped = min(max(share, 0.0), 1.0)
    return Decimal(repr(clipped)).quantize(CREDIT_STEP, rounding=ROUND_HALF_UP)


def plain(facts: dict[str, object]) -> dict[str, Scalar]:
    """Facts as scalars: numbers of any library become Python's, texts are shortened."""
    return {name: _scalar(fact) for name, fact in facts.items()}


def _scalar(fact: object) -> Scalar:
    if fact is None or type(fact) in {bool, int, float}:
        return fact  # type: ignore[return-value]  # as the line above says
    if isinstance(fact, int | float):
        return int(fact) if isinstance(fact, int) else float(fact)
    unwrap = getattr(fact, "item", None)
    if callable(unwrap) and not isinstance(fact, str):
        number = unwrap()
        if isinstance(number, bool | int | float):
            return number
    text = str(fact)
    return text if len(text) <= _LONGEST_FACT else text[: _LONGEST_FACT - 1] + "…"

"""Whether learning curves are read right."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Literal

from graders.checks import draws, roles
from graders.checks.base import Check, Facts, blocked, broken, failed, partial, passed, remark
from graders.checks.curves import Reading, read
from graders.model.assignment import RubricItem
from graders.model.evidence import Evidence, Remark
from graders.model.grade import Verdict
from graders.model.reference import Reference

_TAGS = ("good", "jagged", "overfitting", "still falling", "never falls")
_NUMBER = re.compile(r"c?0*(?P<number>\d{1,9})")


class Diagnosis(Check, frozen=True, kw_only=True):
    """Recorded learning curves get the diagnosis that stands in them.

    ## What it does
    Which curves a student reads follows from the name in ``signature`` (a public draw from the
    table ``draws``). ``part = "draw"`` looks at the form of ``name``: one of the ``tags`` for each
    curve of that draw, and no others. A signature that is not of the one who handed in is for a
    person to look at. ``part = "tags"`` compares with ``answers.toml``: a share for each curve;
    where a curve honestly admits two tags, either is right. What is said about a curve that was
    misread is read off its own numbers in ``curves``. That part belongs behind
    ``public = false``: five tags are soon tried.

    ## Why it matters
    The curve says what to change next. Who cannot read it changes things at random.

    ## Example
    ``{"c07": "good"}``, where the validation loss turns in epoch 9 and ends at twice its least.

    ## Use instead
    Look at both lines: where each falls, where it rests, and whether one turns.
    """

    name: str = "diagnosis"
    signature: str = "student"
    part: Literal["draw", "tags"] = "tags"
    tags: tuple[str, ...] = _TAGS
    curves: str = "data/curves.csv"
    draws: str = "data/draws.csv"

    def __call__(self, evidence: Evidence, reference: Reference, item: RubricItem) -> Verdict:
        """Judge who signed, then the curves' names, then what is said of them."""
        value = evidence.value(self.name)
        if value is None:
            return roles.absent(evidence, item, name=self.name, kind="value")
        rows = draws.table(reference, self.draws)
        if not rows:
            return broken("diagnosis-no-draws", file=self.draws)
        if value.texts is None:
            return failed("diagnosis-not-one", name=self.name, type=value.type)
        signed = draws.signature(evidence, self.signature)
        if not signed:
            return failed("diagnosis-unsigned", name=self.signature)
        said = {_curve(name): tag for name, tag in value.texts.items()}
        mine = tuple(sorted(_curve(name) for name in draws.draw(signed, rows)))
        if self.part == "draw":
            return self._drawn(said, mine, signed, rows, reference)
        return self._read(said, mine, reference)

    def _drawn(
        self,
        said: Mapping[str, str],
        mine: tuple[str, ...],
        signed: str,
        rows: list[tuple[str, ...]],
        reference: Reference,
    ) -> Verdict:
        facts: Facts = {"name": self.name, "student": signed, "count": len(mine)}
        foreign = sorted({*said} - {*mine})
        missing = sorted({*mine} - {*said})
        if foreign and any({*said} == {_curve(name) for name in row} for row in rows):
            return failed("diagnosis-other-draw", curves=", ".join(foreign), **facts)
        if missing:
            return failed("diagnosis-missing", curves=", ".join(missing), **facts)
        if foreign:
            return failed("diagnosis-extra", curves=", ".join(foreign), **facts)
        known = {_word(tag) for tag in self.tags}
        for curve in mine:
            if _word(said[curve]) not in known:
                listed = ", ".join(self.tags)
                return failed(
                    "diagnosis-tag-unknown", curve=curve, tag=said[curve], tags=listed, **facts
                )
        if draws.signed_by_another(signed, reference):
            note = remark("diagnosis-signed-otherwise", student=signed, other=reference.student)
            return passed(
                "diagnosis-drawn", remarks=(note,), review="diagnosis-signed-by-another", **facts
            )
        return passed("diagnosis-drawn", **facts)

    def _read(
        self, said: Mapping[str, str], mine: tuple[str, ...], reference: Reference
    ) -> Verdict:
        if reference.public:
            return blocked("diagnosis-not-here")
        right = {_curve(name): tags for name, tags in reference.answers.items()}
        if any(curve not in right for curve in mine):
            return broken("diagnosis-no-answers")
        wrong = [
            curve
            for curve in mine
            if _word(said.get(curve, "")) not in {_word(tag) for tag in right[curve]}
        ]
        if not wrong:
            return passed("diagnosis-right", count=len(mine))
        lines = _lines(draws.table(reference, self.curves))
        notes = [
            _look(curve, said[curve], right[curve][0], lines.get(curve))
            for curve in wrong
            if curve in said
        ]
        return partial(
            "diagnosis-some",
            1 - len(wrong) / len(mine),
            remarks=tuple(notes),
            right=len(mine) - len(wrong),
            count=len(mine),
            curves=", ".join(wrong),
        )


def _look(curve: str, tag: str, right: str, reading: Reading | None) -> Remark:
    """What in a curve says what it is, without saying it."""
    if reading is None or _word(right) not in _LOOKS:
        return remark("diagnosis-look", curve=curve, tag=tag)
    facts: Facts = {
        "curve": curve,
        "tag": tag,
        "epochs": reading.epochs,
        "first": reading.first,
        "last": reading.last,
        "held_last": reading.held_last,
        "least": reading.least,
        "turn": reading.turn,
        "ups": reading.ups,
        "leap": reading.leap,
        "leap_epoch": reading.leap_epoch,
        "left_from": reading.left_from,
        "left_loss": reading.left_loss,
        "rest": reading.rest,
        "rest_loss": reading.rest_loss,
    }
    return remark(_LOOKS[_word(right)], **facts)


_LOOKS = {
    "good": "diagnosis-look-rest",
    "jagged": "diagnosis-look-steps",
    "overfitting": "diagnosis-look-turn",
    "still falling": "diagnosis-look-end",
    "never falls": "diagnosis-look-ends",
}


def _lines(rows: list[tuple[str, ...]]) -> dict[str, Reading]:
    """Readings by curve, from rows of curve, epoch, loss and validation loss."""
    losses: dict[str, tuple[list[float], list[float]]] = {}
    for row in rows:
        if len(row) >= 4:
            loss, held = losses.setdefault(_curve(row[0]), ([], []))
            loss.append(_number(row[2]))
            held.append(_number(row[3]))
    readings = {curve: read(*pair) for curve, pair in losses.items()}
    return {curve: reading for curve, reading in readings.items() if reading is not None}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _curve(name: str) -> str:
    """A curve's name: ``C7``, ``c07`` and ``7`` are one."""
    found = _NUMBER.fullmatch(name.strip().casefold())
    return f"c{int(found['number']):02d}" if found else name.strip()


def _word(tag: str) -> str:
    """A tag without what makes no difference: ``Still_falling`` is ``still falling``."""
    return " ".join(re.split(r"[\s_-]+", tag.casefold().strip()))

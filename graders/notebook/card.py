"""The card below a check cell: what was seen at once, hints to unfold, a plain text of the same.

HTML without scripts and with its styles in place, so that JupyterLab, Notebook, VS Code and
Colab's static view show it alike. A sign and a word say how it stands, the colour only repeats it.
Colours stand on the page's own background, light or dark: they are of middle brightness.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graders.model.grade import Line
from graders.model.values import Scalar
from graders.reports.plain import printable
from graders.reports.steps import steps
from graders.reports.totals import plain_number

if TYPE_CHECKING:
    from jinja2 import Template

Say = Callable[[str, dict[str, Scalar]], str]

_SIGNS = {
    "passed": ("✓", "#1a7f4b"),
    "partial": ("◐", "#9a6700"),
    "failed": ("✗", "#cf3a3a"),
    "blocked": ("·", "#6e7781"),
    "broken": ("!", "#8250df"),
    "later": ("…", "#6e7781"),
}


@dataclass(frozen=True)
class Card:
    """What a check cell shows. Jupyter picks the richest form that it can show."""

    outcome: str
    word: str
    title: str
    points: str
    seen: str = ""
    hints: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    def text(self) -> str:
        """The card as lines of text, hints included."""
        sign, _ = _SIGNS[self.outcome]
        head = f"{sign} {self.word}: {self.title}" + (f" ({self.points})" if self.points else "")
        told = [f"   {name}: {text}" for name, text in self.hints]
        return "\n".join([head, *(f"   {one}" for one in self.said), *told])

    def html(self) -> str:
        """The card as HTML; every text in it is escaped."""
        sign, colour = _SIGNS[self.outcome]
        return _template().render(card=self, sign=sign, colour=colour)

    @property
    def said(self) -> tuple[str, ...]:
        """What stands on the card before anything is unfolded."""
        return tuple(one for one in (self.seen, *self.remarks) if one)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self.html()}


def of_line(line: Line, title: str, why: str, say: Say) -> Card:
    """The card of a judged line. ``why`` is the check's lesson; empty: none is shown."""
    verdict = line.verdict
    facts: dict[str, Scalar] = {
        "points": plain_number(line.points),
        "possible": plain_number(line.possible),
    }
    points = say("card-points", facts)
    word = say(f"card-{verdict.outcome}", {})
    remarks = tuple(printable(say(remark.key, dict(remark.facts))) for remark in verdict.remarks)
    text = say(verdict.key, dict(verdict.facts))
    if verdict.outcome == "passed":
        return Card("passed", word, title, points, seen=text, remarks=remarks)
    told = steps(text)
    look = [told.look] if told.look else []
    # What is wrong may lie in another cell than the line is about: the reason says where.
    named = "cell" in verdict.facts or f"`{line.cell}`" in f"{told.seen} {told.look}"
    if line.cell and not named:
        look.append(say("card-cell", {"cell": line.cell}))
    hints = [(say("card-question", {}), told.question), (say("card-look", {}), " ".join(look))]
    if verdict.outcome in {"failed", "partial"}:
        hints.append((say("card-why", {}), why))
    kept = tuple((name, text) for name, text in hints if text)
    return Card(verdict.outcome, word, title, points, told.seen, kept, remarks)


def of_waiting(reason: str, title: str, facts: dict[str, Scalar], say: Say) -> Card:
    """The card of a line that cannot be judged here and now; ``reason`` as ``Waits`` has it."""
    return Card("later", say("card-later", {}), title, "", seen=say(f"card-waits-{reason}", facts))


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader

    from graders.reports.proof_page import TEMPLATES

    loader = FileSystemLoader(TEMPLATES)
    return Environment(loader=loader, autoescape=True).get_template("card.html.j2")

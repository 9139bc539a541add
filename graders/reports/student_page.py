"""A submission's feedback as one file: nothing is loaded, nothing runs in it, nothing leads out.

What is shown comes as plain values (:class:`StudentPage`); here it becomes HTML, in the language
of the ``say`` that is given. The page forbids itself, by a content security policy, whatever is not
its own style sheet or a picture that it carries.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from markupsafe import Markup

from graders.model.values import Scalar
from graders.reports import answers as hidden_answers
from graders.reports import charts
from graders.reports.shown import Shown, coded, visible
from graders.reports.steps import Steps
from graders.reports.table import Say

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES = Path(__file__).with_name("templates")


class Output(NamedTuple):
    """One output of a cell.

    ``text`` of a stream, an error or a note; ``html`` of a table, made by
    :mod:`graders.reports.cells`; ``picture`` is base64 of ``kind`` (``image/png``), ``about`` says
    what it is where it cannot be seen.
    """

    kind: Literal["text", "error", "note", "table", "image/png", "image/jpeg"]
    text: Shown = Shown("")
    html: Markup = Markup()
    picture: str = ""
    about: str = ""


class CheckLine(NamedTuple):
    """A rubric line: its verdict in steps, its points, and what a person made of them.

    ``cell`` is the anchor of the cell that it is about, empty where there is none on the page;
    ``why`` says why the question matters.
    """

    item: str
    title: str
    outcome: str
    points: str
    possible: str
    steps: Steps
    remarks: tuple[str, ...] = ()
    cell: str = ""
    why: str = ""
    changed: str = ""


class NotebookCell(NamedTuple):
    """A cell of the executed notebook. ``label`` is its id, empty for the student's own cells.

    ``submitted`` are the outputs as they were handed in, where they ``differ`` from the run's:
    in their ``numbers`` only, or ``otherwise``. ``checks`` are lines whose points it holds.
    ``folded`` is what everybody was given.
    """

    anchor: str
    label: str
    type: str
    html: Markup
    number: int = 0
    folded: bool = False
    stopped: str = ""
    outputs: tuple[Output, ...] = ()
    submitted: tuple[Output, ...] = ()
    differ: str = ""
    checks: tuple[CheckLine, ...] = ()


class Training(NamedTuple):
    """One training's curves: a chart for each quantity, and what is to be seen in it in words."""

    name: str
    cell: str
    charts: tuple[tuple[str, charts.CurveChart], ...]


class ScaledColumn(NamedTuple):
    """A column before and after: least, largest, mean and standard deviation, as texts."""

    name: str
    before: tuple[str, str, str, str]
    after: tuple[str, str, str, str]


class Scaling(NamedTuple):
    """The columns that reached a training. ``more`` of them are not listed."""

    model: str
    same: bool
    columns: tuple[ScaledColumn, ...]
    more: int = 0


class Answers(NamedTuple):
    """Answers for hidden rows, named as in the notebook."""

    name: str
    table: hidden_answers.Table


class StudentPage(NamedTuple):
    """All of a page. Texts are as they came: they are made harmless here."""

    student: str
    title: str
    attempt: int
    received: str
    state: str
    score: str
    possible: str
    problem: str = ""
    notices: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    checks: tuple[CheckLine, ...] = ()
    trainings: tuple[Training, ...] = ()
    more_trainings: int = 0
    answers: tuple[Answers, ...] = ()
    scaling: tuple[Scaling, ...] = ()
    cells: tuple[NotebookCell, ...] = ()
    ran: str = ""
    mended: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    seeds: tuple[tuple[str, str], ...] = ()
    digests: tuple[tuple[str, str], ...] = ()
    commands: tuple[str, ...] = ()
    made_from: str = ""


def student_page(page: StudentPage, say: Say, lang: str) -> bytes:
    """The page as UTF-8. ``made_from`` stands in its head, for :func:`made_from`."""

    def said(key: str, **facts: Scalar) -> str:
        return say(key, facts)

    style, policy = _style()
    html = _template().render(
        page=page, say=said, lang=lang, style=style, policy=policy, code=coded, size=_Size,
        number=charts.number, least=hidden_answers.LEAST, base=hidden_answers.BASE,
        shaded=any(chart.shades for one in page.trainings for _, chart in one.charts),
    )  # fmt: skip
    return html.encode("utf-8", "replace")


_HEAD = b'<meta name="made-from" content="'


def made_from(path: Path) -> str:
    """What the page in this file was made from; empty where it is none of ours."""
    try:
        with path.open("rb") as stream:
            head = stream.read(2_000)
    except OSError:
        return ""
    start = head.find(_HEAD)
    return (
        head[start + len(_HEAD) :].split(b'"', 1)[0].decode("ascii", "replace")
        if start >= 0
        else ""
    )


class _Size:
    """What a template has to know of a chart's frame."""

    width, height = charts.WIDTH, charts.HEIGHT
    left, right, top, bottom = charts.LEFT, charts.RIGHT, charts.TOP, charts.BOTTOM


@cache
def _style() -> tuple[Markup, str]:
    """The style sheet, and the policy that allows it by its digest and no other."""
    style = TEMPLATES.joinpath("student.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return Markup(style), policy  # noqa: S704 - our own file


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def shown(value: Any) -> Any:
        # What is marked up already is made by us; every other text may be anybody's.
        return visible(value) if type(value) is str else value

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("student.html.j2")


def in_order(facts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """A mapping as a table shows it."""
    return tuple(sorted(facts.items()))

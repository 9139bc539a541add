"""The instructor's page as HTML: one file, nothing loaded, one script of ours named by its hash."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from graders.model.grade import Line
from graders.model.values import Scalar
from graders.reports.dashboard_view import SHOWN_GROUPS, CohortView, Progress
from graders.reports.plain import printable
from graders.reports.shown import coded
from graders.reports.table import Say, in_words, line_text, main_reason, reason, review_reasons
from graders.reports.totals import state_of, total

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")
_WORDS = 400
"""Characters of a sentence that are shown; some have a student's own text in them."""


def dashboard_page(
    view: CohortView, say: Say, lang: str, *, live: Progress | None = None, serving: bool = False
) -> str:
    """HTML in the language of ``say``. ``serving``: the page asks its server for news."""
    style, script = _asset("dashboard.css"), _asset("dashboard.js")
    return (
        _environment(say)
        .get_template("dashboard.html.j2")
        .render(
            view=view,
            lang=lang,
            live=live,
            serving=serving,
            style=style,
            script=script,
            policy=policy(serving=serving),
            shown_groups=SHOWN_GROUPS,
            rows=[_row(view, place, say) for place in view.listed],
            review_reasons=lambda grade: [_cut(one) for one in review_reasons(grade, say)],
            line_text=lambda line: _cut(line_text(line, say)),
            example=lambda mistake: _example(mistake, say),
            usage=_usage(view),
        )
    )


def index_page(slugs: dict[str, str], say: Say, lang: str) -> str:
    """A list of assignments: ``slugs`` with their titles."""
    page = _environment(say).get_template("dashboard-index.html.j2")
    return page.render(slugs=slugs, lang=lang, style=_asset("dashboard.css"), policy=policy())


def policy(*, serving: bool = False) -> str:
    """The page's content security policy: our style, our script, and nothing else."""
    own, style = (f"'sha256-{_digest(_asset(name))}'" for name in ("dashboard.js", "dashboard.css"))
    asks = "'self'" if serving else "'none'"
    return (
        f"default-src 'none'; script-src {own}; style-src {style}; connect-src {asks}; "
        "base-uri 'none'; form-action 'none'"
    )


def _environment(say: Say) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def said(key: str, **facts: Scalar) -> str:
        return say(key, facts)

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # What is marked up already is the template's own.
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    made.globals["say"] = said
    made.filters["percent"] = lambda value: f"{100 * value:.0f} %"
    made.filters["number"] = lambda value: f"{value:.2f}".rstrip("0").rstrip(".")
    made.filters["signed"] = lambda value: f"{value:+.2f}".replace("-", "\N{MINUS SIGN}")
    made.filters["code"] = _code
    made.filters["coded"] = coded
    made.tests["single"] = lambda students: len(students) == 1
    return made


def _code(text: str) -> Markup:
    """Code with its lines, all else made harmless, escaped: `printable` would escape line ends."""
    from markupsafe import escape

    lines = (printable(line.replace("\t", "    ")) for line in text.split("\n"))
    return escape("\n".join(lines))


def _row(view: CohortView, place: int, say: Say) -> dict[str, object]:
    grade = view.grades[place]
    points = total(grade)
    used = view.usage.get(grade.student)
    return {
        "grade": grade,
        "points": points,
        "sort": -1.0 if points is None else float(points),
        "state": state_of(grade),
        "reason": _cut(reason(grade, say)) if main_reason(grade) is not None else "",
        "failed": " ".join(line.item for line in grade.lines if _short(line)),
        "used": used,
        "cluster": view.cluster_of.get(grade.student),
        "group": view.group_of.get(grade.student),
    }


def _short(line: Line) -> bool:
    return line.verdict.outcome in ("failed", "partial")


def _example(mistake: object, say: Say) -> list[tuple[str, str]]:
    from graders.analysis.mistakes import Mistake, lost

    if not isinstance(mistake, Mistake):
        raise TypeError("an example is asked of a mistake")
    grade = mistake.example
    if grade.state == "unreadable" and grade.problem is not None:
        return [("", _cut(in_words(grade.problem.key, grade.problem.facts, say)))]
    return [(line.item, _cut(line_text(line, say))) for line in lost(grade)]


def _usage(view: CohortView) -> dict[str, object] | None:
    """The cohort's time and memory in one line; None where nothing is known."""
    if not view.usage:
        return None
    import statistics

    cpu = [one.cpu for one in view.usage.values()]
    known = {name: one.memory for name, one in view.usage.items() if one.memory is not None}
    slowest = max(view.usage, key=lambda name: view.usage[name].cpu)
    largest = max(known, key=lambda name: known[name], default="")
    return {
        "count": len(cpu),
        "total": sum(cpu),
        "median": statistics.median(cpu),
        "slowest": slowest,
        "most": max(cpu),
        "largest": largest,
        "memory": known[largest] / 2**20 if largest else None,
    }


def _cut(text: str) -> str:
    if len(text) <= _WORDS:
        return text
    shown = text[:_WORDS] + "…"
    return f"{shown}`" if shown.count("`") % 2 else shown


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")

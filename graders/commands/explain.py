"""``grade explain``: what stands behind one line of one grade."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graders.commands.options import course_option, examples, lang_option

if TYPE_CHECKING:
    from datetime import tzinfo

    from graders.cohort.store import Store
    from graders.model.values import Scalar
    from graders.publishing.appeal import Appeal
    from graders.reports.table import Say

_LONGEST = 600
_SEEDS = 5


@click.command(
    name="explain",
    epilog=examples(
        "grade explain kim output-head", "grade explain kim output-head --assignment regression"
    ),
)
@click.argument("student")
@click.argument("item", metavar="CHECK")
@click.option("--assignment", "slug", default="", help="Where several have such a line.")
@click.option("--json", "as_json", is_flag=True, help="Everything, for programs.")
@course_option
@lang_option
def command(
    *, student: str, item: str, slug: str, as_json: bool, start: Path, lang: str | None
) -> int:
    """Lay out the evidence for an appeal: verdict, what was seen, rubric, bar, history.

    For instructors: it shows hidden bars and figures on hidden rows. Runs nothing.
    """
    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.commands.language import messages
    from graders.course.deadlines import shown_zone
    from graders.publishing.appeal import appeal, appeal_json

    speaker = messages(lang)
    say = speaker.say
    course = find_course(start)
    with Store(course.state, readonly=True) as store:
        chosen = slug or _assignment(store, student, item)
        loaded = course.load(chosen)
        found = appeal(store, loaded, student, item)
    if as_json:
        text = json.dumps(appeal_json(found), ensure_ascii=False, indent=2, default=str)
        click.echo(text.encode("utf-8", "backslashreplace").decode())
        return 0
    titles = {
        one.id: (one.title_ko if speaker.lang == "ko" else "") or one.title or one.id
        for one in loaded.assignment.checks
    }
    for line in _lines(found, titles, shown_zone(course), say):
        click.echo(line)
    return 0


def _assignment(store: Store, student: str, item: str) -> str:
    """The one assignment in which this student has this line."""
    from graders.commands.chosen import unknown
    from graders.errors import CourseError
    from graders.reports.plain import printable

    slugs = store.slugs()
    newest = {slug: stored.grade for slug in slugs if (stored := store.newest(student, slug))}
    having = [slug for slug, it in newest.items() if any(one.item == item for one in it.lines)]
    if len(having) == 1:
        return having[0]
    if not newest:
        raise unknown(student, slugs)
    if not having:
        raise CourseError(
            f"{printable(student)}: no grade of this student has a line {printable(item)!r}. "
            "`grade export --lines` lists all lines."
        )
    raise CourseError(
        f"Several assignments have such a line: {', '.join(having)}. Say which with --assignment."
    )


def _lines(found: Appeal, titles: Mapping[str, str], zone: tzinfo, say: Say) -> list[str]:
    from graders.reports.adjusted import adjustments_in_words
    from graders.reports.plain import printable
    from graders.reports.table import in_words, line_text
    from graders.reports.totals import plain_number

    grade, line, item = found.grade, found.line, found.item
    facts = {
        "student": printable(grade.student),
        "slug": grade.assignment,
        "item": line.item,
        "points": plain_number(line.points),
        "possible": plain_number(line.possible),
    }
    out = [say("explain-head", facts), "", say("explain-rubric", {})]
    about = {"title": titles[item.id], "check": item.check, "points": plain_number(item.points)}
    out.append(f"  {say('explain-asks', about)}")
    if item.parameters:
        out.append(f"  {say('explain-parameters', {'parameters': _short(item.parameters)})}")
    if item.requires or item.follows:
        waits = ", ".join([*item.requires, *item.follows])
        out.append(f"  {say('explain-waits', {'requires': waits})}")
    verdict = line.verdict
    outcome = say(f"check-{verdict.outcome}", {})
    out += ["", say("explain-verdict", {}), f"  {outcome}. {line_text(line, say)}"]
    if verdict.facts:
        out.append(f"  {say('explain-facts', {'facts': _short(verdict.facts)})}")
    if found.alone is not None and found.alone != verdict:
        alone = in_words(found.alone.key, found.alone.facts, say)
        told = {"outcome": say(f"check-{found.alone.outcome}", {}), "text": alone}
        out.append(f"  {say('explain-alone', told)}")
    out += ["", say("explain-rests", {}), *_evidence(found, say)]
    out += _bar(found, say)
    if words := adjustments_in_words(grade, say, titles, zone):
        out += ["", say("explain-score", {}), *(f"  {one}" for one in words)]
    return [*out, *_past(found, zone, say)]


def _evidence(found: Appeal, say: Say) -> list[str]:
    from graders.reports.table import in_words

    if found.parts is None:
        return [f"  {say('explain-unread', {'slug': found.grade.assignment})}"]
    if not found.parts:
        return [f"  {say('explain-nothing', {})}"]
    out = []
    for part in found.parts:
        out.append(f"  {part.field}[{part.place}]: {_short(part.shows)}")
        text = in_words(part.without.key, part.without.facts, say)
        told = {"outcome": say(f"check-{part.without.outcome}", {}), "text": text}
        out.append(f"    {say('explain-without', told)}")
    return out


def _bar(found: Appeal, say: Say) -> list[str]:
    band, calibration = found.band, found.calibration
    if band is None or calibration is None:
        return []
    numbers: dict[str, Scalar] = {
        "metric": band.metric,
        "bar": band.bar,
        "count": band.count,
        "mean": band.mean,
        "std": band.std,
        "method": band.method,
        "baseline": band.baseline,
    }
    seeds = {
        "seeds": _some(calibration.seeds),
        "versions": ", ".join(f"{name} {one}" for name, one in calibration.versions.items()),
    }
    said = [say("explain-band", numbers), say("explain-seeds", seeds)]
    return ["", say("explain-bar", {}), *(f"  {one}" for one in said)]


def _some(seeds: tuple[int, ...]) -> str:
    """The first few; --json has all."""
    more = f", … ({len(seeds)})" if len(seeds) > _SEEDS else ""
    return ", ".join(map(str, seeds[:_SEEDS])) + more


def _past(found: Appeal, zone: tzinfo, say: Say) -> list[str]:
    from graders.reports.moments import told as told_at
    from graders.reports.plain import printable
    from graders.reports.totals import plain_number

    grade = found.grade
    out = ["", say("explain-history", {})]
    for row in found.attempts:
        about: dict[str, Scalar] = {
            "number": row.number,
            "at": told_at(row.received_at, zone),
            "notebook": row.notebook[:12] or "-",
        }
        out.append(f"  {say('explain-attempt', about)}")
    for one in found.history:
        told: dict[str, Scalar] = {"attempt": one.grade.attempt, "key": one.key[:12]}
        score = {"score": plain_number(one.grade.score)}
        out.append(f"  {say('explain-grade', {**told, **score})}")
    for published in found.publications:
        score = {"score": "-" if published.score is None else plain_number(published.score)}
        about = {"at": told_at(published.at, zone), "who": printable(published.who)}
        out.append(f"  {say('explain-published', {**about, **score})}")
    if not found.publications:
        out.append(f"  {say('explain-never', {})}")
    digests = {
        name: value[:16]
        for name in grade.digests.__struct_fields__
        if (value := getattr(grade.digests, name))
    }
    versions = ", ".join(f"{name} {one}" for name, one in sorted(found.versions.items()))
    out += ["", say("explain-digests", {}), *(f"  {name} {one}" for name, one in digests.items())]
    out += [f"  {printable(versions)}"] if versions else []
    name = shlex.quote(printable(grade.student))
    command = f'grade override {name} {grade.assignment} {found.line.item} POINTS --why "..."'
    return [*out, "", say("explain-settle", {"command": command})]


def _short(value: Any) -> str:
    """Plain values on one line, without the signs that only programs need."""
    from graders.reports.plain import printable

    text = printable(_written(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _written(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={_nested(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_nested(one) for one in value)
    return str(value)


def _nested(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"({_written(value)})"
    if isinstance(value, list | tuple):
        return f"[{_written(value)}]"
    return f"{value:.6g}" if isinstance(value, float) else str(value)

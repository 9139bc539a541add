"""``grade collect``: work from where students hand it in, into ``submitted/``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import course_option, examples, lang_option, roster_option

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from graders.collecting.collect import Collected
    from graders.collecting.placing import How
    from graders.course.folder import Course
    from graders.model.evidence import Remark
    from graders.model.values import Scalar
    from graders.reports.table import Say

_PLATFORMS = (
    "moodle", "canvas", "gradescope", "classroom", "exchange", "blackboard", "downloaded",
    "folders",
)  # fmt: skip
_MARKS: dict[How, str] = {"new": "+", "newer": "^", "same": "=", "earlier": "<", "refused": "!"}


@click.command(
    name="collect",
    epilog=examples(
        "grade collect regression ~/Downloads/submissions.zip",
        "grade collect regression moodle.zip --roster roster.csv --timezone Asia/Seoul",
        "grade collect regression ./regression-submissions --from classroom --dry-run",
    ),
)
@click.argument("slug", metavar="ASSIGNMENT")
@click.argument(
    "sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SOURCE..."
)
@click.option(
    "--from",
    "platform",
    type=click.Choice(_PLATFORMS),
    default=None,
    help="The platform, where its way of naming files is not recognised.",
)
@roster_option
@click.option("--student-column", default="", metavar="NAME", help="The roster's column of names.")
@click.option(
    "--pattern",
    default="",
    metavar="REGEX",
    help="How files are named, with (?P<student_id>...) and (?P<file_id>...), as for nbgrader.",
)
@click.option(
    "--timezone",
    "zone",
    default="",
    metavar="NAME",
    help="Zone of times that have none (default: course.toml's, else this computer's).",
)
@click.option(
    "--due",
    default="",
    metavar="TIME",
    help="For Canvas, whose archive has no times: what is not marked late came by then "
    "(default: when course.toml says that it is due).",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and do nothing.")
@course_option
@lang_option
def command(
    *,
    slug: str,
    sources: tuple[Path, ...],
    platform: str | None,
    roster: Path | None,
    student_column: str,
    pattern: str,
    zone: str,
    due: str,
    dry_run: bool,
    start: Path,
    lang: str | None,
) -> int:
    """Bring work into submitted/STUDENT/ASSIGNMENT/, with names and times.

    SOURCE is an archive as the platform gives it, or a folder: Moodle, Canvas, Gradescope,
    Blackboard, clones of GitHub Classroom, nbgrader's exchange (its `inbound` folder) or
    `downloaded/`, or one folder a student. The last attempt in time counts, earlier ones are kept.
    Collecting the same again changes nothing. Exits 1 where something could not be taken.
    """
    import shutil
    import tempfile

    from graders.adopted.course import find_course
    from graders.cohort.store import Store
    from graders.collecting.collect import Wish, collected
    from graders.collecting.named_files import compiled
    from graders.collecting.placing import carry_out
    from graders.collecting.roster import Roster
    from graders.commands.language import messages
    from graders.course.deadlines import read_deadlines
    from graders.errors import CollectionError

    say = messages(lang).say
    course = find_course(start)
    name = _assignment(course, slug)
    dates = read_deadlines(course)
    at = _zone(zone) if zone else dates.zone or _zone("")
    wish = Wish(
        slug=name,
        notebooks=tuple(part.rpartition("/")[2] for part in course.parts()[name]),
        zone=at,
        platform=platform or "",
        pattern=compiled(pattern) if pattern else None,
        roster=Roster.read(roster, student_column) if roster is not None else None,
        due=_due(due, at) or dates.due.get(name),
    )
    with Store.writer(course.state, f"grade collect {slug}"):
        aside = Path(tempfile.mkdtemp(prefix="collecting-", dir=course.state))
        try:
            found = collected(
                sources,
                wish,
                submitted=course.layout.submitted,
                state=course.state,
                aside=aside,
            )
            if not dry_run:
                carry_out(found.steps, course.layout.submitted)
        except CollectionError as problem:
            click.echo(f"grade: {say(problem.key, problem.facts)}", err=True)
            return problem.exit_code
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    _show(found, at, say, dry_run=dry_run)
    return int(any(step.how == "refused" for step in found.steps))


def _assignment(course: Course, slug: str) -> str:
    from graders.errors import CourseError
    from graders.reports.plain import printable

    parts = course.parts()
    if slug not in parts:
        raise CourseError(
            f"{printable(slug)}: no such assignment in {course.root}. "
            f"There are: {', '.join(parts) or 'none'}."
        )
    return slug


def _zone(name: str) -> tzinfo:
    from datetime import datetime
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from graders.errors import UsageError
    from graders.reports.plain import printable

    if not name:
        return datetime.now().astimezone().tzinfo or ZoneInfo("UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"{printable(name)} is no time zone; write it as Asia/Seoul or UTC."
        ) from None


def _due(text: str, zone: tzinfo) -> datetime | None:
    from graders.collecting.hand_in import stamped
    from graders.errors import UsageError
    from graders.reports.plain import printable

    if not text:
        return None
    whole = f"{text}:00" if text.count(":") == 1 else text
    if (due := stamped(whole, zone)) is None:
        raise UsageError(
            f"--due {printable(text)} is no time; write it as 2026-03-01 23:59, "
            "with +09:00 or a zone behind it where it is not --timezone's."
        )
    return due


def _show(found: Collected, zone: tzinfo, say: Say, *, dry_run: bool) -> None:
    """A line for each hand-in, what was left out of it below, and the count."""
    from rich.text import Text

    from graders.commands.console import console
    from graders.reports.plain import printable

    out = console()

    def line(text: str, indent: int = 0) -> None:
        out.print(Text(" " * indent + text), soft_wrap=True)

    def told(remark: Remark) -> str:
        return printable(say(remark.key, remark.facts))

    for source, platform in found.read_as:
        line(say("collect-read-as", {"source": source, "platform": platform}))
    for step in found.steps:
        one = step.hand_in
        dated = one.files or one.received is not None
        when = one.time.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S %Z") if dated else "-"
        words = say(f"collect-{step.how}", {})
        late = f"  {say('collect-late', {})}" if one.late else ""
        line(f"{_MARKS[step.how]} {printable(one.student)}  {when}{late}  {words}")
        said = [one.problem, *one.left_out] if one.problem else one.left_out
        for reason in dict.fromkeys(told(each) for each in said if each is not None):
            line(reason, indent=4)
    for remark in found.left_out[:20]:
        line(f"- {told(remark)}")
    if len(found.left_out) > 20:
        line(say("collect-more", {"count": len(found.left_out) - 20}))
    count = Counter(step.how for step in found.steps)
    facts: dict[str, Scalar] = {how: count[how] for how in _MARKS}
    line(say("collect-counts", {"total": len(found.steps), **facts}))
    if dry_run:
        line(say("collect-dry", {}))

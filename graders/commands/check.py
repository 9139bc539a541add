"""``grade check``: a student's own notebook, before it is handed in."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import examples
from graders.commands.own_notebook import (
    RunningCell,
    assignment_option,
    notebook_argument,
    notebook_lang_option,
    speaker,
    there,
)

if TYPE_CHECKING:
    from rich.console import Console

    from graders.course.own import OwnAssignment
    from graders.model.grade import Grade
    from graders.reports.table import Say

_INDENT = 11
_MARKS = {"passed": "✓", "partial": "~", "failed": "✗", "blocked": "·", "broken": "!"}
_STYLES = {
    "passed": "green",
    "partial": "yellow",
    "failed": "red",
    "blocked": "dim",
    "broken": "bold",
}


@click.command(
    name="check",
    epilog=examples(
        "grade check regression.ipynb",
        "grade check regression.ipynb --lang ko",
        "grade check regression.ipynb --watch",
        "grade check regression.ipynb --junit check.xml",
        "grade check my-copy.ipynb --assignment course/regression/assignment.toml",
    ),
)
@notebook_argument
@assignment_option
@notebook_lang_option
@click.option(
    "--watch",
    is_flag=True,
    help="Go on, and check again each time the notebook is saved, until Ctrl-C.",
)
@click.option(
    "--junit",
    "junit_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Write the findings as JUnit XML to this file, which every CI system shows.",
)
def command(
    *,
    notebook: Path,
    assignment: Path | None,
    lang: str | None,
    watch: bool,
    junit_file: Path | None,
) -> int:
    """Run your own notebook, and say what is right and what is not yet.

    It runs on your machine as it would in Jupyter, from the top. The same checks judge it as when
    you hand it in, except for those that need hidden data. Exits 1 where something is not right.
    """
    there(notebook)
    if watch:
        return _watched(notebook, assignment, lang, junit_file)
    return _checked(notebook, assignment, lang, junit_file)


def _watched(
    notebook: Path, assignment: Path | None, lang: str | None, junit_file: Path | None
) -> int:
    """Check now and after every save. What is wrong with the file is said, and waited for."""
    from graders.commands.console import console
    from graders.errors import GradersError

    code = 0
    say = speaker(notebook, lang).say
    with contextlib.suppress(KeyboardInterrupt):
        for _ in saves(notebook):
            try:
                code = _checked(notebook, assignment, lang, junit_file)
            except GradersError as problem:
                console(stderr=True).print(str(problem), markup=False, soft_wrap=True)
            console(stderr=True).print(say("check-watching", {"notebook": notebook.name}))
    return code


def saves(path: Path, pause: float = 0.5) -> Iterator[None]:
    """Now, and again whenever the file has become another; it may be missing in between.

    An editor writes in steps: a change counts once the file has been still for one ``pause``
    (seconds).
    """
    last: tuple[int, int] | None = None
    before = _stamp(path)
    while True:
        if before is not None and before != last:
            last = before
            yield
        time.sleep(pause)
        now = _stamp(path)
        while now != before:
            before = now
            time.sleep(pause)
            now = _stamp(path)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _checked(
    notebook: Path, assignment: Path | None, lang: str | None, junit_file: Path | None
) -> int:
    from graders.course.own import own_assignment
    from graders.files import write_aside
    from graders.reports.junit import checked, junit

    words = speaker(notebook, lang)
    say, korean = words.say, words.lang == "ko"
    own = own_assignment(assignment or notebook.parent / "assignment.toml")
    grade = check_notebook(notebook, own, say)
    _show(grade, own, say, korean=korean)
    if junit_file is not None:
        titles = {item.id: (korean and item.title_ko) or item.title for item in own.whole.checks}
        write_aside(junit_file, junit(checked(grade, titles, say)), durable=False)
    return int(any(line.verdict.outcome != "passed" for line in grade.lines))


def check_notebook(notebook: Path, own: OwnAssignment, say: Say) -> Grade:
    """Run and judge one's own notebook, without a box. Raises :class:`SubmissionError`."""
    import hashlib

    from graders import grading
    from graders.cohort.submissions import companions_beside, read_notebook
    from graders.course.planning import make_public_job
    from graders.model.grade import Digests
    from graders.running.local import LocalRunner
    from graders.running.observing import observe

    data, _ = read_notebook(notebook)
    read = own.read(data)
    job = make_public_job(own, read, companions_beside(notebook))
    reference = own.reference()
    with RunningCell(say) as progress, LocalRunner() as local:
        run = observe(
            local.run, job, own.assignment, reference, own.types, progress, repairs=read.repairs
        )
    return grading.grade(
        "",
        own.assignment,
        run,
        reference,
        Digests(notebook=hashlib.sha256(data).hexdigest()),
        own.types,
    )


def _show(grade: Grade, own: OwnAssignment, say: Say, *, korean: bool) -> None:
    from rich.text import Text

    from graders.commands.console import console
    from graders.reports.plain import printable
    from graders.reports.table import line_text
    from graders.reports.totals import plain_number

    out = console()
    whole = own.whole
    facts = {
        "title": (korean and whole.title_ko) or whole.title,
        "score": plain_number(grade.score),
        "possible": plain_number(grade.possible),
    }
    out.print(Text(say("check-title", facts), style="bold"))
    said: set[str] = set()
    for line in grade.lines:
        item = own.assignment.item(line.item)
        outcome = line.verdict.outcome
        title = (korean and item.title_ko) or item.title or item.id
        points = f"{plain_number(line.points)}/{plain_number(line.possible)}"
        head = f"{_MARKS[outcome]} {points:>7}  {title}"
        out.print(Text(head, style=_STYLES[outcome]), soft_wrap=True)
        if outcome != "passed":
            reason = line_text(line, say)
            # What is wrong may lie in another cell than the line is about: the reason says where.
            named = "cell" in line.verdict.facts or not line.cell
            where = "" if named else f"  ({say('check-where', {'cell': line.cell})})"
            # One crash stands behind many lines: it is told once.
            _indented(out, say("check-as-above", {}) if reason in said else f"{reason}{where}")
            said.add(reason)
        for remark in line.verdict.remarks:
            text = printable(say(remark.key, remark.facts))
            if text not in said:
                _indented(out, text)
            said.add(text)
    for remark in grade.remarks:
        out.print(Text(f"- {printable(say(remark.key, remark.facts))}"), soft_wrap=True)
    if own.left_out:
        out.print(Text(say("check-hidden", {"count": len(own.left_out)})), soft_wrap=True)


def _indented(out: Console, text: str) -> None:
    """A reason under its line: wrapped there on a terminal, one line for other programs."""
    from rich.padding import Padding
    from rich.text import Text

    if out.is_terminal:
        out.print(Padding(Text(text), (0, 0, 0, _INDENT), expand=False))
    else:
        out.print(Text(" " * _INDENT + text), soft_wrap=True)

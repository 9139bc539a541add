"""``grade demo``: an example course, graded from beginning to end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.commands.options import backend_option, examples, jobs_option, lang_option

if TYPE_CHECKING:
    from graders.course.folder import Course
    from graders.reports.table import Say


@click.command(
    name="demo",
    epilog=examples("grade demo", "grade demo --dir ./demo-course --lang ko"),
)
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Make the course here (default: a new temporary folder).",
)
@jobs_option
@backend_option
@lang_option
def command(*, folder: Path | None, jobs: int | None, backend: str | None, lang: str | None) -> int:
    """Make a course and a cohort, grade it in boxes, and show where everything lies.

    The cohort has students who are right in several ways, who are wrong, whose files are broken,
    and who attack the grader. Takes a minute or two.
    """
    import tempfile

    from graders.cohort.store import Store
    from graders.commands.chosen import graded
    from graders.commands.console import Display, show_cohort
    from graders.commands.demo_cohort import COHORTS
    from graders.commands.init import make_course
    from graders.commands.language import messages
    from graders.commands.projection import make_feedback, project_grades
    from graders.commands.report import write_report
    from graders.commands.run import grade_cohort, show_logs
    from graders.course.folder import Course
    from graders.course.release import release

    say = messages(lang).say
    root = Path(tempfile.mkdtemp(prefix="grade-demo-")) if folder is None else folder
    slugs = list(COHORTS)
    make_course(root, slugs, title="Demo", public=True)
    course = Course.find(root)
    click.echo(say("demo-course", {"folder": str(course.root)}))
    boxed = _boxed(backend, say)
    for slug in slugs:
        release(course, slug)
        count = _hand_in(course, slug, hostile=boxed)
        click.echo(say("demo-cohort", {"count": count, "slug": slug}))
    with Store.writer(course.state, "grade demo") as store:
        with Display(say) as display:
            result = grade_cohort(
                course,
                slugs,
                store=store,
                display=display,
                say=say,
                jobs=jobs,
                backend=backend,
                unsafe=not boxed,
            )
        project_grades(course, store, slugs, lang=lang)
        grades = graded(store, slugs)
    feedback = make_feedback(course, slugs)
    show_cohort(grades, say)
    show_logs(result.logs, say)
    click.echo(say("demo-gradebook", {"path": str(course.root / "gradebook.db")}))
    click.echo(say("demo-feedback", {"path": str(feedback)}))
    for slug in slugs:
        path, _ = write_report(course, slug, lang, jobs)
        click.echo(say("demo-report", {"path": str(path)}))
    click.echo(say("demo-again", {"folder": str(course.root)}))
    return int(any(grade.state == "broken" for grade in grades))


def _boxed(backend: str | None, say: Say) -> bool:
    """Whether there is a box. Where there is none, only the harmless part is shown."""
    from graders.errors import SandboxError
    from graders.running.backends import choose

    try:
        choose(backend)
    except SandboxError as problem:
        if backend is not None:
            raise
        click.echo(str(problem), err=True)
        click.echo(say("demo-no-box", {}), err=True)
        return False
    return True


def _hand_in(course: Course, slug: str, *, hostile: bool) -> int:
    from graders.commands.demo_cohort import COHORTS, handed_in

    loaded = course.load(slug)
    students = [one for one in COHORTS[slug] if hostile or one.kind != "hostile"]
    for student in students:
        folder = course.root / "submitted" / student.name / slug
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{slug}.ipynb").write_bytes(handed_in(student, loaded))
    return len(students)
